// What a shell offers for a command line that is being typed.
#ifndef SVCENV_CLI_COMPLETION_COMPLETION_H_
#define SVCENV_CLI_COMPLETION_COMPLETION_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "cli/commands/command.h"

namespace svcenv::cli {

// Returns what may replace the last of `words`, which follow the program's name: one line per
// offer (the word, a tab, and its meaning), then ":4", or ":0" if the shell should offer files too.
// Programs built with cobra, like kubectl, write this for `__complete`, so kubectl accepts it from
// its plugins. Targets, containers, services, and namespaces come from the -f files among the
// words; without -f, kubectl lists them, except containers. Errors in files and from the cluster
// are ignored.
std::string Complete(absl::Span<const CommandRow> commands, const std::vector<std::string>& words);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMPLETION_COMPLETION_H_
