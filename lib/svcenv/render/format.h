// Output formats: one file each, and one table of them.
//
//   const Format* format = FindFormat("json");
//   const absl::Status status = CheckFormat(*format, results, {});  // before anything is written
//   if (status.ok()) format->write(results, {}, &output);
#ifndef SVCENV_RENDER_FORMAT_H_
#define SVCENV_RENDER_FORMAT_H_

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "svcenv/env/environment.h"
#include "svcenv/render/output.h"
#include "svcenv/render/result.h"

namespace svcenv {

struct RenderOptions {
  SortOrder sort = SortOrder::kName;
  bool mask_secrets = true;  // values of Secrets, and those built from one's value, become ******
  bool color = false;        // of formats for people
  size_t width = 0;          // columns of the terminal, for formats for people; 0: nothing is cut
};

// What stands instead of a Secret's value.
inline constexpr std::string_view kMask = "******";

using Results = absl::Span<const Result>;

struct Format {
  std::string_view name;
  std::string_view help;
  bool several;  // holds more than one result
  bool machine;  // read by programs: never silently without a Secret's value
  bool texts;    // holds command and args beside the variables
  // Why the format cannot hold a variable, "its value …"; empty if it can.
  std::string_view (*problem)(const Variable& variable);
  size_t most_value_bytes;  // that all values together may have; 0: no limit
  // Writes the results that are ok; json and yaml the others too. Variables that are not known are
  // left out, but for table, json and yaml.
  void (*write)(Results results, const RenderOptions& options, Output* output);
};

// All of them, in the order in which help shows them.
absl::Span<const Format> Formats();

// Null when there is none of that name.
const Format* FindFormat(std::string_view name);

// Whether the format can hold every variable of the results; if not, an error diagnostic as a
// Status that names the variable and the formats that can.
absl::Status CheckFormat(const Format& format, Results results, const RenderOptions& options);

}  // namespace svcenv

#endif  // SVCENV_RENDER_FORMAT_H_
