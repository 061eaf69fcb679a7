// Words of shell commands that are shown to people.
#ifndef SVCENV_CLI_TERMINAL_SHELL_WORD_H_
#define SVCENV_CLI_TERMINAL_SHELL_WORD_H_

#include <string>
#include <string_view>

namespace svcenv::cli {

// Returns the text as a word of a POSIX shell: in single quotes if it has characters that a shell
// interprets.
std::string ShellWord(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_SHELL_WORD_H_
