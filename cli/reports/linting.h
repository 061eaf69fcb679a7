// What lint finds in what a command is about, as the users' configurations want it.
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

// Of --config.
inline constexpr std::string_view kConfigHelp =
    "the configuration, instead of the .svcenv.yaml that is nearest to each manifest, upwards";

// The findings about the selected containers and the services that go with them. There may be no
// container.
struct Linted : Containers {
  LintConfigs configs;
  std::vector<const Service*> services;
  Diagnostics findings;  // those of reading too, in the order of Lint, with their causes
  std::set<std::string> unchecked_kinds;
  bool failed = false;  // there are no findings, because of an error
  Diagnostics errors;   // then: those of the input and of the configurations, but not of the flags
  const Sources* sources_of_errors = nullptr;
};

// Opens the workspace, reads the configurations, selects, and lints. Says errors on stderr. Never
// null.
std::unique_ptr<Linted> OpenAndLint(const WorkspaceFlags& flags, const Selection& selection,
                                    Console* console);

// Returns "2 kinds not checked: Certificate, IngressRoute" with a line break, or "". Safe for a
// terminal.
std::string DescribeUnchecked(const std::set<std::string>& kinds);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_LINTING_H_
