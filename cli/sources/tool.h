// Runs other programs that read or make manifests: kubectl, kustomize, helm.
#ifndef SVCENV_CLI_SOURCES_TOOL_H_
#define SVCENV_CLI_SOURCES_TOOL_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv::cli {

struct ToolResult {
  int status = 0;  // of waitpid
  std::string out;
  std::string err;  // without what was told while it ran
};

// Runs words[0], which is searched for in PATH, with the other words as arguments. No shell sees
// them, and its standard input is empty. `tell` gets what it writes to stderr and waits after, such
// as the prompt of a login, a line at a time. Fails with kNotFound if there is no such program, and
// with kResourceExhausted for want of descriptors, memory, or processes, or if the program writes
// more than 4 GiB.
absl::StatusOr<ToolResult> RunTool(std::vector<std::string> words,
                                   const std::function<void(std::string_view line)>& tell);

// Returns the lines of a text that are for people, without the log of Kubernetes' client library.
// Safe for a terminal, and cut, with a note, after 4 KiB of a line and 256 KiB of all.
std::vector<std::string> ToolLines(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_TOOL_H_
