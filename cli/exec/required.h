// Checks the variables that a command requires.
#ifndef SVCENV_CLI_EXEC_REQUIRED_H_
#define SVCENV_CLI_EXEC_REQUIRED_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "cli/exec/environment_block.h"

namespace svcenv::cli {

// Returns a message for each required variable that is not set or empty: its name and the likely
// reason, but no values. Each string of `required` is a comma-separated list of variable names, and
// of SERVICE/NAME for the variables of a service.
std::vector<std::string> MissingVariables(absl::Span<const std::string> required,
                                          const EnvironmentBlock& environment);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_REQUIRED_H_
