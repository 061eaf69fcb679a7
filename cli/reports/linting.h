// What lint finds in what a command is about, as the users' configurations want it.
#ifndef SVCENV_CLI_REPORTS_LINTING_H_
#define SVCENV_CLI_REPORTS_LINTING_H_

#include <string_view>
#include <vector>

#include "cli/select/targets.h"
#include "cli/sources/lint_config.h"
#include "cli/workspace/session.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv::cli {

// Of --config.
inline constexpr std::string_view kConfigHelp =
    "the configuration, instead of the .svcenv.yaml that is nearest to each manifest, upwards";

// Those about `selected` and `services`, and those that reading found, in the order of Lint.
Diagnostics AllFindings(const Session& session, const LintConfigs& configs,
                        const std::vector<Selected>& selected,
                        const std::vector<const Service*>& services, Diagnostics of_reader);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_LINTING_H_
