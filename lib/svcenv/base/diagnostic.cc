#include "svcenv/base/diagnostic.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

constexpr char kPayload[] = "svcenv.io/diagnostic";
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

// The payload is a sequence of numbers of 8 bytes and of texts, each after its size, so that it
// never depends on which bytes a text has. It stays within the process.
void AppendNumber(uint64_t number, std::string* payload) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  payload->append(bytes, sizeof bytes);
}

void AppendText(std::string_view text, std::string* payload) {
  AppendNumber(text.size(), payload);
  payload->append(text);
}

void AppendObject(const ObjectName& object, std::string* payload) {
  AppendText(object.kind, payload);
  AppendText(object.namespace_, payload);
  AppendText(object.name, payload);
}

// Reads what ToStatus wrote, in the same order. What is not there is 0 or empty.
class PayloadReader {
 public:
  explicit PayloadReader(std::string_view rest) : rest_(rest) {}

  uint64_t Number() {
    uint64_t number = 0;
    const std::string_view bytes = Take(sizeof number);
    std::memcpy(&number, bytes.data(), bytes.size());
    return number;
  }
  std::string Text() { return std::string(Take(Number())); }
  ObjectName Object() {
    std::string kind = Text();
    std::string namespace_ = Text();
    return {std::move(kind), std::move(namespace_), Text()};
  }
  std::vector<ObjectName> Objects() {
    std::vector<ObjectName> objects;
    for (uint64_t left = Number(); left > 0 && !rest_.empty(); --left) objects.push_back(Object());
    return objects;
  }

 private:
  std::string_view Take(size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view rest_;
};

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
  std::string payload;
  AppendText(diagnostic.code, &payload);
  AppendText(diagnostic.remedy, &payload);
  AppendNumber(diagnostic.position.file, &payload);
  AppendNumber(diagnostic.position.offset, &payload);
  AppendObject(diagnostic.object, &payload);
  AppendNumber(diagnostic.related.size(), &payload);
  for (const ObjectName& object : diagnostic.related) AppendObject(object, &payload);
  AppendText(diagnostic.container, &payload);
  AppendText(diagnostic.field, &payload);
  AppendNumber(diagnostic.missing_field, &payload);
  AppendNumber(diagnostic.confidential, &payload);
  absl::Status status(code, diagnostic.message);
  status.SetPayload(kPayload, absl::Cord(std::move(payload)));
  return status;
}

Diagnostic FromStatus(const absl::Status& status) {
  Diagnostic result;
  result.severity = Severity::kError;
  result.code = "failed";
  result.message = std::string(status.message());
  const auto payload = status.GetPayload(kPayload);
  if (!payload.has_value()) return result;
  const std::string bytes(*payload);
  PayloadReader reader(bytes);
  result.code = reader.Text();
  result.remedy = reader.Text();
  result.position.file = static_cast<uint32_t>(reader.Number());
  result.position.offset = static_cast<uint32_t>(reader.Number());
  result.object = reader.Object();
  result.related = reader.Objects();
  result.container = reader.Text();
  result.field = reader.Text();
  result.missing_field = reader.Number() != 0;
  result.confidential = reader.Number() != 0;
  return result;
}

}  // namespace svcenv
