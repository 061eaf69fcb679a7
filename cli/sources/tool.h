// Runs kubectl, kustomize, and helm.
#ifndef SVCENV_CLI_SOURCES_TOOL_H_
#define SVCENV_CLI_SOURCES_TOOL_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv::cli {

struct ToolResult {
  int status = 0;  // from waitpid
  std::string out;
  std::string err;  // except what `on_line` got
};

// Runs words[0], found in PATH, with the other words as arguments, without a shell and with empty
// stdin. If the program pauses after writing to stderr, for example a login prompt, passes these
// lines to `on_line`. Fails with kNotFound if the program does not exist, and with
// kResourceExhausted if descriptors, memory, or processes run out or the program writes more than
// 4 GiB.
absl::StatusOr<ToolResult> RunTool(std::vector<std::string> words,
                                   const std::function<void(std::string_view line)>& on_line);

// Returns the lines of a tool's stderr without log lines of Kubernetes' client library. Escapes
// them for a terminal. Truncates a line after 4 KiB and the whole after about 256 KiB, with a note.
std::vector<std::string> ToolLines(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_TOOL_H_
