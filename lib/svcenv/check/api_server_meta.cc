// Checks metadata as the API server does.
#include "svcenv/check/api_server_meta.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/counted.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

constexpr size_t kMaxAnnotationBytes = 256 << 10;  // TotalAnnotationSizeLimitB: keys and values
constexpr std::string_view kKeyRemedy = "use a key such as app.kubernetes.io/name";

// IsValidLabelValue.
std::string_view LabelValueProblem(std::string_view text) {
  constexpr size_t kMaxCharacters = 63;
  if (text.empty()) return "";
  if (text.size() > kMaxCharacters) return "must be no more than 63 characters";
  const auto is_allowed = [](char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.';
  };
  if (absl::ascii_isalnum(text.front()) && absl::ascii_isalnum(text.back()) &&
      std::all_of(text.begin(), text.end(), is_allowed)) {
    return "";
  }
  return "must consist of letters, digits, '-', '_', and '.', and begin and end with a letter or "
         "digit";
}

void CheckLabels(const Entries& labels, const std::string& field, Refusals& refusals) {
  for (const auto& [key, value, position] : labels) {
    const std::string_view of_key = QualifiedNameProblem(key);
    const std::string_view of_value = LabelValueProblem(value);
    if (of_key.empty() && of_value.empty()) continue;
    if (IsSubstituted(key) || IsSubstituted(value)) continue;
    if (!of_key.empty()) {
      refusals.Add(field, absl::StrCat("the key ", GoQuote(key), " ", of_key),
                   std::string(kKeyRemedy), position);
    }
    if (!of_value.empty()) {
      refusals.Add(field,
                   absl::StrCat("the value ", GoQuote(value), " of ", GoQuote(key), " ", of_value),
                   "shorten it, or make it an annotation", position);
    }
  }
}

void CheckAnnotations(const Entries& annotations, const std::string& field, Refusals& refusals) {
  size_t bytes = 0;
  for (const auto& [key, value, position] : annotations) {
    bytes += key.size() + value.size();
    const std::string_view problem = QualifiedNameProblem(absl::AsciiStrToLower(key));
    if (problem.empty() || IsSubstituted(key)) continue;
    refusals.Add(field, absl::StrCat("the key ", GoQuote(key), " ", problem),
                 std::string(kKeyRemedy), position);
  }
  if (bytes > kMaxAnnotationBytes) {
    refusals.Add(field, absl::StrCat("the annotations take ", WithCommas(bytes), " bytes"),
                 "shorten them: annotations of an object may take at most 262,144 bytes", {});
  }
}

}  // namespace

void CheckLabelsAndAnnotations(const ObjectMeta& meta, std::string_view path, Refusals& refusals) {
  CheckLabels(meta.labels, absl::StrCat(path, ".labels"), refusals);
  CheckAnnotations(meta.annotations, absl::StrCat(path, ".annotations"), refusals);
}

void CheckMeta(const ObjectMeta& meta, Refusals& refusals) {
  if (!meta.namespace_.empty()) {
    refusals.AddName("metadata.namespace", {meta.namespace_, meta.position},
                     Dns1123LabelProblem(meta.namespace_), kLabelRemedy);
  }
  CheckLabelsAndAnnotations(meta, "metadata", refusals);
}

}  // namespace svcenv
