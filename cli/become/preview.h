// What would run, shown instead.
#ifndef SVCENV_CLI_BECOME_PREVIEW_H_
#define SVCENV_CLI_BECOME_PREVIEW_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "cli/become/environment_block.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

struct Preview {
  std::string program;  // the file; empty: none
  absl::Span<const std::string> command;
  std::optional<std::string_view> argv0;
  bool show_secrets = false;
};

// Writes the program, its arguments as a shell would take them, and the environment, a line each,
// with what a terminal would obey escaped. Unless `show_secrets`, ****** stands for the values of
// variables that look secret, wherever they are in the arguments or in other values, and for
// other credentials (credentials.h).
void WritePreview(const Preview& preview, const EnvironmentBlock& environment, Output* output);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_PREVIEW_H_
