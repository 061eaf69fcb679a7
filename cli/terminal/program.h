// The name by which the user calls the program.
#ifndef SVCENV_CLI_TERMINAL_PROGRAM_H_
#define SVCENV_CLI_TERMINAL_PROGRAM_H_

#include <string>
#include <string_view>

namespace svcenv::cli {

// Returns "kubectl svcenv" if the program runs as a plugin of kubectl (a file kubectl-svcenv),
// otherwise "svcenv".
std::string_view ProgramName();

// Replaces each "svcenv " in a string with commands, like "svcenv env -f pod.yaml", by
// ProgramName().
std::string AsCalled(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_PROGRAM_H_
