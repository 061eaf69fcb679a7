// Format json.
#include "absl/strings/str_replace.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/result_json.h"

namespace svcenv {

// Converts one result at a time to limit memory. JSON strings cannot contain newlines, so every
// newline is formatting and can be indented.
void WriteJson(Results results, const RenderOptions& options, Output* output) {
  if (results.empty()) return output->Append("[]\n");
  std::string_view before = "[\n  ";
  for (const Result& result : results) {
    output->Append(before);
    output->Append(absl::StrReplaceAll(JsonText(ResultJson(result, options)), {{"\n", "\n  "}}));
    before = ",\n  ";
  }
  output->Append("\n]\n");
}

}  // namespace svcenv
