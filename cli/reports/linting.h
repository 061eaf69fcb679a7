// Lints the input of a command with the users' configurations.
#ifndef SVCENV_CLI_REPORTS_LINTING_H_
#define SVCENV_CLI_REPORTS_LINTING_H_

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/select/targets.h"
#include "cli/sources/lint_config.h"
#include "cli/terminal/console.h"
#include "cli/workspace/containers.h"
#include "cli/workspace/workspace_flags.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv::cli {

// The help of --config.
inline constexpr std::string_view kConfigHelp =
    "Use this file instead of the .svcenv.yaml nearest to each manifest, in its directory or above";

// The findings about the selected containers and their services. There may be no containers.
struct Linted : Containers {
  LintConfigs configs;
  std::vector<const Service*> services;
  Diagnostics findings;  // including those of reading; in the order of Lint, with causes
  std::set<std::string> unchecked_kinds;
  bool failed = false;  // an error prevented linting
  Diagnostics errors;   // if failed: errors of the input and configurations, not of flags
  const Sources* sources_of_errors = nullptr;

  // Returns the options of the workspace. The input is also complete if the configurations say so.
  ResolveOptions resolve_options() const;
};

// Opens the workspace, reads the configurations, selects containers, and lints them. Writes errors
// to stderr. Never returns null.
std::unique_ptr<Linted> OpenAndLint(const WorkspaceFlags& flags, const Selection& selection,
                                    Console* console);

// Returns "2 kinds not checked: Certificate, IngressRoute" and a newline, or "". Safe for a
// terminal.
std::string DescribeUnchecked(const std::set<std::string>& kinds);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_LINTING_H_
