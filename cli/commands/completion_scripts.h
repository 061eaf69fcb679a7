// Scripts with which shells get completions from svcenv.
#ifndef SVCENV_CLI_COMMANDS_COMPLETION_SCRIPTS_H_
#define SVCENV_CLI_COMMANDS_COMPLETION_SCRIPTS_H_

#include <string_view>

namespace svcenv::cli {

// Returns the script for a shell, or an empty string for an unknown one. "kubectl" is the program
// kubectl_complete-svcenv, which kubectl runs.
std::string_view CompletionScript(std::string_view shell);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMMANDS_COMPLETION_SCRIPTS_H_
