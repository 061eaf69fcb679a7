// Long texts on a terminal, a screen at a time.
#ifndef SVCENV_CLI_TERMINAL_PAGER_H_
#define SVCENV_CLI_TERMINAL_PAGER_H_

#include <string_view>

#include "absl/functional/function_ref.h"
#include "cli/terminal/console.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

// Writes a text to stdout: through the user's pager where stdout is a terminal that has fewer lines
// than the text, else as it is. The pager is the command in SVCENV_PAGER or PAGER, else less; empty
// and "cat" mean none, as does TERM=dumb. Less is told to show colours and to leave the text on the
// screen, unless LESS is set. That the pager ends before it read everything is no error.
void ShowPaged(std::string_view text, Console* console);

// Writes to stdout what `write` writes: where `paged` and stdout is a terminal by ShowPaged, else
// as it comes.
void WritePaged(bool paged, absl::FunctionRef<void(Output*)> write, Console* console);

// The help of the flag that turns it off.
inline constexpr std::string_view kNoPagerHelp =
    "show tables at once; else those longer than the terminal go through $PAGER, or less";

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_PAGER_H_
