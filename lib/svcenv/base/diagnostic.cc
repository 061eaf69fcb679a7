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

bool ContinuesCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// The line that holds a byte of a text, or the part of it around that byte.
struct Part {
  std::string_view text;
  size_t offset = 0;  // of the byte within it
};

// O(kWidestLine), however long the line is.
Part PartAround(std::string_view text, size_t offset) {
  offset = std::min(offset, text.size());
  size_t start = offset - std::min(offset, kWidestLine + 1);
  start += text.substr(start, offset - start).rfind('\n') + 1;  // npos + 1 is 0
  size_t size = text.substr(start, 2 * kWidestLine + 2).find('\n', offset - start);
  size = std::min(size, text.size() - start);
  if (size > 0 && text[start + size - 1] == '\r') --size;
  if (size > kWidestLine) {
    const size_t end = start + size;
    if (offset - start > kWidestLine / 2) start = offset - kWidestLine / 2;
    while (start < offset && ContinuesCharacter(text[start])) ++start;
    size = std::min(kWidestLine, end - start);
    while (size > 0 && start + size < end && ContinuesCharacter(text[start + size])) --size;
  }
  return {text.substr(start, size), offset - start};
}

// The source line, and under it a caret. Tabs stay, so that the caret stands under its character.
std::string Excerpt(const Sources& sources, Position position) {
  const auto [line, bytes_before] = PartAround(sources.text(position.file), position.offset);
  std::string text;
  std::string padding;
  for (size_t i = 0; i < line.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(line[i]);
    const bool control = (c < 0x20 && c != '\t') || c == 0x7F;
    text.push_back(control ? '?' : line[i]);
    if (i < bytes_before && !ContinuesCharacter(line[i])) padding.push_back(c == '\t' ? '\t' : ' ');
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
