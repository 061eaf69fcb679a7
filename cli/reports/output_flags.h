// Flags for the output format: -o and related ones.
#ifndef SVCENV_CLI_REPORTS_OUTPUT_FLAGS_H_
#define SVCENV_CLI_REPORTS_OUTPUT_FLAGS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/flags/arguments.h"
#include "cli/terminal/console.h"
#include "svcenv/render/format.h"

namespace svcenv::cli {

struct OutputFlags {
  std::string output;
  std::string sort;  // empty: by name, or on a terminal as `all` says
  bool all = false;
  bool wide = false;
  bool no_pager = false;
  bool show_secrets = false;
  bool mask_secrets = false;

  // Declares --all only if the results are containers.
  void AddFormatFlags(Arguments* arguments, bool of_containers);
  void AddSecretFlags(Arguments* arguments);
};

// The help of --strict.
inline constexpr std::string_view kStrictHelp =
    "Exit with status 1 if a $(VAR) is not expanded, or with 2 and no output if a value is "
    "unknown";

// The effect of the flags on this console. Errors are one line (InvalidArgument).
struct Rendering {
  const Format* format;
  RenderOptions options;
  bool paged;  // use a pager if the console has one
};
absl::StatusOr<Rendering> ReadOutputFlags(const OutputFlags& flags, const Console& console);

// Checks whether the results can be written in the format. Fails if there are several results and
// the format supports one, if the flags do not say how to treat Secrets, or if the format cannot
// represent a value.
absl::Status CheckResults(Results results, const Rendering& rendering, const OutputFlags& flags);

// Writes the results to stdout.
void WriteResults(Results results, const Rendering& rendering, Console* console);

// Checks whether the flags say how to treat `count` values of Secrets. `writer` names the writer in
// messages.
absl::Status CheckSecrets(size_t count, std::string_view writer, const OutputFlags& flags);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_OUTPUT_FLAGS_H_
