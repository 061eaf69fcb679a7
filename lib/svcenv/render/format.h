// Output formats for environments. Each format has its own file; format.cc lists them.
//
//   const Format* format = FindFormat("json");
//   const absl::Status status = CheckFormat(*format, results, {});  // before writing
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
  bool mask_secrets = true;  // replace values from Secrets, and values built from them, with ******
  // The rest is for table.
  bool color = false;
  size_t width = 0;            // of the terminal; 0 disables cutting
  bool mark = false;           // mark references that are not expanded, and overridden variables
  bool fold_services = false;  // write one row per service. Requires SortOrder::kOwnFirst
};

// Replaces the value of a Secret.
inline constexpr std::string_view kMask = "******";

using Results = absl::Span<const Result>;

struct Format {
  std::string_view name;
  std::string_view help;
  bool several;  // can represent more than one result
  bool machine;  // read by programs, so never masks secrets silently
  bool texts;    // includes command and args
  // Returns why the format cannot represent a variable, "its value …", or "" if it can.
  std::string_view (*problem)(const Variable& variable);
  size_t max_value_bytes;  // the limit for the total size of values; 0: no limit
  // Writes the results that are ok. Only json and yaml also write the others. Only table, json, and
  // yaml write unknown variables.
  void (*write)(Results results, const RenderOptions& options, Output* output);
};

// Returns all formats, in the order of the help.
absl::Span<const Format> Formats();

// Returns the format of that name, or null.
const Format* FindFormat(std::string_view name);

// Returns an error diagnostic (see FromStatus) if the format cannot represent a variable of the
// results or their total size. Its remedy lists the formats that can represent the variable.
absl::Status CheckFormat(const Format& format, Results results, const RenderOptions& options);

}  // namespace svcenv

#endif  // SVCENV_RENDER_FORMAT_H_
