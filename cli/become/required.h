// Variables without which a command is not to start.
#ifndef SVCENV_CLI_BECOME_REQUIRED_H_
#define SVCENV_CLI_BECOME_REQUIRED_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "cli/become/environment_block.h"

namespace svcenv::cli {

// A message for each variable of `required` that is not set, or empty: its name and what is likely,
// no values. A text of `required` holds one or more, with commas between: the name of a variable,
// or SERVICE/NAME for those that a service of that name gives.
std::vector<std::string> MissingVariables(absl::Span<const std::string> required,
                                          const EnvironmentBlock& environment);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_REQUIRED_H_
