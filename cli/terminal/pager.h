// Shows long output on a terminal with a pager.
#ifndef SVCENV_CLI_TERMINAL_PAGER_H_
#define SVCENV_CLI_TERMINAL_PAGER_H_

#include <string_view>

#include "absl/functional/function_ref.h"
#include "cli/terminal/console.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

// Writes a string to stdout, through the user's pager if stdout is a terminal with fewer lines. The
// pager is the command in SVCENV_PAGER or PAGER, or less by default. An empty command, "cat", and
// TERM=dumb mean no pager. less always shows colors and, unless LESS is set, leaves its output on
// the screen. The pager may end before it has read everything.
void ShowPaged(std::string_view text, Console* console);

// Calls console->Separate, then `write`, and writes its output to stdout: with ShowPaged if `paged` is set and stdout is a
// terminal, otherwise directly.
void WritePaged(bool paged, absl::FunctionRef<void(Output*)> write, Console* console);

// The help of --no-pager.
inline constexpr std::string_view kNoPagerHelp =
    "Do not use a pager. By default, output longer than the terminal goes through $PAGER, or less";

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_PAGER_H_
