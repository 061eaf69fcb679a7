// Completes command lines for shells.
#ifndef SVCENV_CLI_COMPLETION_COMPLETION_H_
#define SVCENV_CLI_COMPLETION_COMPLETION_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "cli/commands/command.h"

namespace svcenv::cli {

// Completes the last of `words`, which follow the program's name. Returns one line for each offer
// (the word, a tab, and its meaning), then ":4", or ":0" if the shell should also offer files. This
// is the format of cobra's `__complete`, which kubectl also accepts from its plugins.
//
// Targets, containers, services, and namespaces come from the -f files among the words; without
// -f, kubectl lists them, except containers. Ignores errors in files and from the cluster.
std::string Complete(absl::Span<const CommandRow> commands, const std::vector<std::string>& words);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMPLETION_COMPLETION_H_
