// What the program is called by the one who calls it.
#ifndef SVCENV_CLI_TERMINAL_PROGRAM_H_
#define SVCENV_CLI_TERMINAL_PROGRAM_H_

#include <string>
#include <string_view>

namespace svcenv::cli {

// "kubectl svcenv" where it was started as kubectl's plugin (a file kubectl-svcenv), else "svcenv".
std::string_view ProgramName();

// A text of ours that names commands, like "svcenv env -f pod.yaml", with that name for each
// "svcenv ".
std::string AsCalled(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_PROGRAM_H_
