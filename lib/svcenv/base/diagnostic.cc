#include "svcenv/base/diagnostic.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"

namespace svcenv {
namespace {

constexpr char kPayload[] = "svcenv.io/diagnostic";

// The payload is a sequence of 8-byte numbers and length-prefixed strings, which may contain any
// bytes. It never leaves the process.
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

void AppendRemedy(const Remedy& remedy, std::string* payload) {
  AppendText(remedy.text, payload);
  AppendNumber(remedy.actions.size(), payload);
  for (const RemedyAction& action : remedy.actions) {
    AppendNumber(static_cast<uint64_t>(action.kind), payload);
    AppendObject(action.object, payload);
    AppendText(action.code, payload);
  }
}

// Reads the payload of ToStatus in the same order. Missing fields are 0 or empty.
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
  Remedy ReadRemedy() {
    Remedy remedy = Text();
    for (uint64_t left = Number(); left > 0 && !rest_.empty(); --left) {
      const auto kind = static_cast<RemedyKind>(Number());
      ObjectName object = Object();
      remedy.actions.push_back({kind, std::move(object), Text()});
    }
    return remedy;
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

const Diagnostic* FirstError(const Diagnostics& diagnostics) {
  const auto first = std::find_if(
      diagnostics.begin(), diagnostics.end(),
      [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::kError; });
  return first == diagnostics.end() ? nullptr : &*first;
}

bool HasErrors(const Diagnostics& diagnostics) { return FirstError(diagnostics) != nullptr; }

void AppendDiagnostics(Diagnostics more, Diagnostics* diagnostics) {
  if (diagnostics->empty()) return diagnostics->swap(more);
  diagnostics->insert(diagnostics->end(), std::make_move_iterator(more.begin()),
                      std::make_move_iterator(more.end()));
}

void PointAt(SourceRange range, Diagnostic* diagnostic) {
  diagnostic->position = range.begin;
  diagnostic->length = range.bytes;
}

uint32_t BytesAtFault(const Diagnostic& diagnostic, const Sources& sources) {
  return diagnostic.length > 0 ? diagnostic.length : BytesOfValue(sources, diagnostic.position);
}

uint32_t EndColumnOf(const Diagnostic& diagnostic, const Sources& sources) {
  if (diagnostic.confidential || !sources.ExcerptAt(diagnostic.position).has_value()) return 0;
  const uint32_t bytes = BytesAtFault(diagnostic, sources);
  if (bytes == 0 || sources.Locate(diagnostic.position).line == 0) return 0;
  return sources.Locate({diagnostic.position.file, diagnostic.position.offset + bytes}).column;
}

absl::Status ToStatus(const Diagnostic& diagnostic, absl::StatusCode code) {
  std::string payload;
  AppendText(diagnostic.code, &payload);
  AppendRemedy(diagnostic.remedy, &payload);
  AppendNumber(diagnostic.position.file, &payload);
  AppendNumber(diagnostic.position.offset, &payload);
  AppendNumber(diagnostic.length, &payload);
  AppendObject(diagnostic.object, &payload);
  AppendNumber(diagnostic.related.size(), &payload);
  for (const ObjectName& object : diagnostic.related) AppendObject(object, &payload);
  AppendText(diagnostic.container, &payload);
  AppendText(diagnostic.field, &payload);
  AppendText(diagnostic.part, &payload);
  AppendNumber(diagnostic.missing_field, &payload);
  AppendNumber(diagnostic.confidential, &payload);
  absl::Status status(code, diagnostic.message);
  status.SetPayload(kPayload, absl::Cord(std::move(payload)));
  return status;
}

Diagnostic FromStatus(const absl::Status& status) {
  Diagnostic result;
  result.severity = Severity::kError;
  result.code = std::string(kFailed);
  result.message = std::string(status.message());
  const auto payload = status.GetPayload(kPayload);
  if (!payload.has_value()) return result;
  const std::string bytes(*payload);
  PayloadReader reader(bytes);
  result.code = reader.Text();
  result.remedy = reader.ReadRemedy();
  result.position.file = static_cast<uint32_t>(reader.Number());
  result.position.offset = static_cast<uint32_t>(reader.Number());
  result.length = static_cast<uint32_t>(reader.Number());
  result.object = reader.Object();
  result.related = reader.Objects();
  result.container = reader.Text();
  result.field = reader.Text();
  result.part = reader.Text();
  result.missing_field = reader.Number() != 0;
  result.confidential = reader.Number() != 0;
  return result;
}

}  // namespace svcenv
