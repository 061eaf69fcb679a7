// Format json.
#include "absl/strings/str_replace.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/result_json.h"

namespace svcenv {

// One result at a time, so that no more than one is in memory as JSON. No string of a JSON text has
// an end of line in it, so each one is indentation's.
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
