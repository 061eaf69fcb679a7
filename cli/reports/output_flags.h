// How results are shown: -o and what goes with it.
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
  std::string sort = "name";
  bool wide = false;
  bool no_pager = false;
  bool show_secrets = false;
  bool mask_secrets = false;

  void AddFormatFlags(Arguments* arguments);
  void AddSecretFlags(Arguments* arguments);
};

// The help of --strict.
inline constexpr std::string_view kStrictHelp =
    "exit with 1 where a $(VAR) stays as it is, and with 2, nothing written, where a value is "
    "unknown";

// What the flags ask for, on this console. What is wrong with them is one line (InvalidArgument).
struct Rendering {
  const Format* format;
  RenderOptions options;
  bool paged;  // a screen at a time, where the console has one
};
absl::StatusOr<Rendering> ReadOutputFlags(const OutputFlags& flags, const Console& console);

// Whether the results may be written in that format: one result where it holds no more, no Secret's
// value where the flags do not say how it is to be treated, nothing that it cannot hold.
absl::Status CheckResults(Results results, const Rendering& rendering, const OutputFlags& flags);

// Writes them to stdout.
void WriteResults(Results results, const Rendering& rendering, Console* console);

// The part of CheckResults about Secrets: `count` values would be written, by what `writer` calls
// itself.
absl::Status CheckSecrets(size_t count, std::string_view writer, const OutputFlags& flags);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_OUTPUT_FLAGS_H_
