// Shows the command that would run, and its environment.
#ifndef SVCENV_CLI_EXEC_PREVIEW_H_
#define SVCENV_CLI_EXEC_PREVIEW_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "cli/exec/environment_block.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

struct Preview {
  std::string program;  // the file; empty if there is no command
  absl::Span<const std::string> command;
  std::optional<std::string_view> argv0;
  bool show_secrets = false;
};

// Writes the program, its arguments in shell syntax, and the environment, one variable per
// line. Escapes control characters. Unless `show_secrets`, masks the values of variables
// that look secret, also where they occur in arguments and other values, and other
// credentials (credentials.h).
void WritePreview(const Preview& preview, const EnvironmentBlock& environment, Output* output);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_PREVIEW_H_
