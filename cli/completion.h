// What a shell offers for a command line that is being typed.
#ifndef SVCENV_CLI_COMPLETION_H_
#define SVCENV_CLI_COMPLETION_H_

#include <string>
#include <string_view>
#include <vector>

namespace svcenv::cli {

// What may stand for the last of `words`, those behind the program's name: lines of a word, a tab
// and what it means, then a line ":4", or ":0" where the shell is to offer files. This is what
// cobra's programs, kubectl among them, write for `__complete`, so kubectl takes it for its
// plugins. Targets, containers, services and namespaces are those of the -f files among the words;
// without one kubectl is asked for their names, but for containers. What is wrong with the files,
// or the cluster, is nobody's business here.
std::string Complete(const std::vector<std::string>& words);

// The script that makes a shell ask; empty for one that is not known. Of "kubectl" it is the
// program kubectl_complete-svcenv, which kubectl asks.
std::string_view CompletionScript(std::string_view shell);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMPLETION_H_
