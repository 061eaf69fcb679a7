// What lint finds in what a command is about, as the users' configurations want it.
#ifndef SVCENV_CLI_REPORTS_LINTING_H_
#define SVCENV_CLI_REPORTS_LINTING_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/select/targets.h"
#include "cli/sources/lint_config.h"
#include "cli/terminal/console.h"
#include "cli/workspace/containers.h"
#include "cli/workspace/workspace_flags.h"
#include "svcenv/base/diagnostic.h"
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
  Diagnostics findings;  // those of reading too, in the order of Lint
};

// Opens the workspace, reads the configurations (`config` is that of --config, or empty), selects,
// and lints. Says errors on stderr, and returns null after one.
std::unique_ptr<Linted> OpenAndLint(const WorkspaceFlags& flags, const Selection& selection,
                                    const std::string& config, Console* console);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_LINTING_H_
