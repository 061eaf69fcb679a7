// Manual pages, from the same table and declarations as the help. `//docs:man` builds them.
#ifndef SVCENV_CLI_COMMANDS_MAN_PAGE_H_
#define SVCENV_CLI_COMMANDS_MAN_PAGE_H_

#include <string>
#include <vector>

#include "cli/commands/command.h"
#include "cli/terminal/console.h"

namespace svcenv::cli {

// Returns svcenv(1) in the man macros of roff. It lists the commands.
std::string ManPage();

// Returns svcenv-COMMAND(1).
std::string ManPageOf(const CommandRow& command);

// Runs the hidden command `svcenv __man [COMMAND]`, which writes a manual page to stdout. With
// --list, it writes the names of the pages, one a line: "svcenv", "svcenv-env", ….
int WriteManPage(const std::vector<std::string>& arguments, Console* console);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMMANDS_MAN_PAGE_H_
