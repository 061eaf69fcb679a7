#include "svcenv/base/diagnostic.h"

#include <algorithm>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace svcenv {
namespace {

constexpr char kPayload[] = "svcenv.io/diagnostic";
constexpr char kSeparator = '\0';    // stands in no text of a diagnostic
constexpr size_t kWidestLine = 160;  // longer source lines are shown around the caret only

// The source line, and under it a caret. Tabs stay, so that the caret stands under its character.
std::string Excerpt(const Sources& sources, Position position) {
  std::string_view line = sources.Line(position);
  size_t characters_before = sources.Locate(position).column - 1;
  size_t bytes_before = 0;
  while (characters_before > 0 && bytes_before < line.size()) {
    ++bytes_before;
    while (bytes_before < line.size() && (line[bytes_before] & 0xC0) == 0x80) ++bytes_before;
    --characters_before;
  }
  if (line.size() > kWidestLine) {
    size_t first = bytes_before > kWidestLine / 2 ? bytes_before - kWidestLine / 2 : 0;
    while (first < line.size() && (line[first] & 0xC0) == 0x80) ++first;
    size_t last = std::min(line.size(), first + kWidestLine);
    while (last > first && last < line.size() && (line[last] & 0xC0) == 0x80) --last;
    line = line.substr(first, last - first);
    bytes_before -= std::min(first, bytes_before);
  }
  std::string text;
  std::string padding;
  for (size_t i = 0; i < line.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(line[i]);
    const bool control = (c < 0x20 && c != '\t') || c == 0x7F;
    text.push_back(control ? '?' : line[i]);
    if (i < bytes_before && (c & 0xC0) != 0x80) padding.push_back(c == '\t' ? '\t' : ' ');
  }
  return absl::StrCat("    ", text, "\n    ", padding, "^\n");
}

}  // namespace

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "";
}

std::string ObjectName::ToString() const {
  if (kind.empty()) return name;
  return absl::StrCat(kind, " ", namespace_, namespace_.empty() ? "" : "/", name);
}

std::string FormatDiagnostic(const Diagnostic& diagnostic, const Sources& sources) {
  std::string result;
  if (diagnostic.position.known()) {
    absl::StrAppend(&result, sources.Locate(diagnostic.position).ToString(), ": ");
  }
  absl::StrAppend(&result, SeverityName(diagnostic.severity), ": ");
  if (!diagnostic.object.name.empty()) {
    absl::StrAppend(&result, diagnostic.object.ToString(), ": ");
  }
  if (!diagnostic.container.empty()) {
    absl::StrAppend(&result, "container ", diagnostic.container, ": ");
  }
  absl::StrAppend(&result, diagnostic.message, "\n");
  if (diagnostic.position.known() && !diagnostic.confidential) {
    absl::StrAppend(&result, Excerpt(sources, diagnostic.position));
  }
  if (!diagnostic.remedy.empty()) absl::StrAppend(&result, "help: ", diagnostic.remedy, "\n");
  return result;
}

absl::Status ToStatus(const Diagnostic& diagnostic, absl::StatusCode code) {
  absl::Status status(code, diagnostic.message);
  status.SetPayload(kPayload,
                    absl::Cord(absl::StrJoin(
                        {diagnostic.code, diagnostic.remedy, absl::StrCat(diagnostic.position.file),
                         absl::StrCat(diagnostic.position.offset), diagnostic.object.kind,
                         diagnostic.object.namespace_, diagnostic.object.name, diagnostic.container,
                         diagnostic.field, std::string(diagnostic.confidential ? "1" : "0")},
                        std::string_view(&kSeparator, 1))));
  return status;
}

Diagnostic FromStatus(const absl::Status& status) {
  Diagnostic result;
  result.severity = Severity::kError;
  result.code = "failed";
  result.message = std::string(status.message());
  const auto payload = status.GetPayload(kPayload);
  if (!payload.has_value()) return result;
  const std::vector<std::string> fields =
      absl::StrSplit(std::string(*payload), absl::ByChar(kSeparator));
  if (fields.size() != 10) return result;
  result.code = fields[0];
  result.remedy = fields[1];
  (void)absl::SimpleAtoi(fields[2], &result.position.file);
  (void)absl::SimpleAtoi(fields[3], &result.position.offset);
  result.object = {fields[4], fields[5], fields[6]};
  result.container = fields[7];
  result.field = fields[8];
  result.confidential = fields[9] == "1";
  return result;
}

}  // namespace svcenv
