#include "svcenv/manifest/decoder.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/nearest.h"
#include "svcenv/go/base64.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/kubernetes/quantity.h"

namespace svcenv {
namespace {

// Fields of other kinds that people write in a Secret.
constexpr std::string_view kFieldsOfOtherKinds[] = {"binaryData", "spec", "status", "template"};
constexpr std::string_view kHiddenKey = "\u2026";  // replaces a key that is not shown

// Returns the remedy for a value of the wrong type.
std::string RemedyFor(Reader& reader, ValueType wanted) {
  const ValueType found = reader.type();
  const bool scalar = found == ValueType::kBool || found == ValueType::kNumber;
  if (wanted == ValueType::kString && scalar) {
    return "quote the value to make it a string: \"…\"";
  }
  if (wanted == ValueType::kString) return "write a single quoted string";
  if (wanted == ValueType::kNumber) return "write an integer without quotes";
  if (wanted == ValueType::kBool) return "write true or false without quotes";
  if (wanted == ValueType::kList)
    return "write a list, with each item on its own line after \"- \"";
  return "write \"key: value\" lines, indented under the field";
}

// Returns the field in `known` to which a misplaced `key` belongs, or "".
std::string_view OwnerOf(std::string_view key, const std::vector<std::string_view>& known) {
  static constexpr std::pair<std::string_view, std::string_view> kOwners[] = {
      {"fieldPath", "fieldRef"},
      {"resource", "resourceFieldRef"},
      {"divisor", "resourceFieldRef"},
      {"containerName", "resourceFieldRef"},
  };
  for (const auto& [field, owner] : kOwners) {
    if (field == key && std::find(known.begin(), known.end(), owner) != known.end()) return owner;
  }
  return {};
}

}  // namespace

bool IsPlainKey(std::string_view key) {
  return ConfigMapKeyProblem(key).empty() || QualifiedNameProblem(key).empty();
}

bool IsEncryptedText(std::string_view text) {
  return absl::StartsWith(text, "ENC[") && absl::EndsWith(text, "]");
}

std::string Decoder::Path() const {
  std::vector<const Frame*> frames;
  for (const Frame* frame = frame_; frame != nullptr; frame = frame->parent)
    frames.push_back(frame);
  std::string path;
  for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame) {
    if ((*frame)->index >= 0) {
      absl::StrAppend(&path, "[", (*frame)->index, "]");
    } else if (!(*frame)->key.empty()) {
      absl::StrAppend(&path, path.empty() ? "" : ".",
                      IsPlainKey((*frame)->key) ? (*frame)->key : kHiddenKey);
    }
  }
  return path;
}

void Decoder::Error(std::string_view code, std::string_view message, std::string remedy,
                    Position position) {
  failed_ = true;
  diagnostics_.push_back(MakeError(code, message, std::move(remedy), position));
}

void Decoder::UnknownField(const std::vector<std::string_view>& known, std::string_view empty) {
  if (!unknown_fields_.has_value() || !PlaceholderIn(reader_.key().text).empty()) return;
  constexpr size_t kFewFields = 12;
  const std::string_view key = reader_.key().text;
  if (encrypted_ && key == "sops") return;
  if (std::find(more_fields_.begin(), more_fields_.end(), key) != more_fields_.end()) return;
  const std::string_view owner = empty.empty() ? OwnerOf(key, known) : empty;
  const std::vector<std::string> nearest = Nearest(key, known, 1);
  // A key of a Secret that resembles no field may be a value: {stringData: {password: a},b}.
  const bool is_hidden =
      confidential_ && (owner.empty() || owner == empty) && nearest.empty() && IsPlainKey(key) &&
      std::find(std::begin(kFieldsOfOtherKinds), std::end(kFieldsOfOtherKinds), key) ==
          std::end(kFieldsOfOtherKinds);
  std::string remedy;
  if (!owner.empty()) {
    remedy = absl::StrCat("indent ", is_hidden ? "it" : key, " under ", owner);
  } else if (!nearest.empty()) {
    remedy = absl::StrCat("write ", nearest.front(), ", or remove it");
  } else if (known.size() <= kFewFields) {
    remedy = absl::StrCat("remove it; valid fields are ", absl::StrJoin(known, ", "));
  } else {
    remedy = "remove it, or move it to the object that has this field";
  }
  diagnostics_.push_back(
      MakeError("refused-by-api", "unknown field", std::move(remedy), reader_.key().position));
  if (is_hidden) {
    std::string& field = diagnostics_.back().field;
    field.replace(field.size() - key.size(), key.size(), kHiddenKey);
    diagnostics_.back().message = absl::StrCat(field, ": unknown field");
  }
  diagnostics_.back().severity = *unknown_fields_;
  std::vector<Repair>& repairs = diagnostics_.back().repairs;
  repairs = {{RepairKind::kIndent}};
  if (!nearest.empty()) repairs.push_back({RepairKind::kWrite, nearest.front(), /*safe=*/false});
}

Diagnostic Decoder::MakeError(std::string_view code, std::string_view message, std::string remedy,
                              Position position) const {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = std::string(code);
  error.field = Path();
  error.message =
      error.field.empty() ? std::string(message) : absl::StrCat(error.field, ": ", message);
  error.remedy = std::move(remedy);
  error.position = position;
  error.object = object_;
  error.confidential = confidential_;
  return error;
}

std::string_view Decoder::PeekPlaceholder() const {
  const bool has_none = placeholders_ == Placeholders::kNone && !substituted_ && !encrypted_;
  if (has_none || reader_.type() != ValueType::kString) return {};
  return PlaceholderIn(reader_.String());
}

std::string_view Decoder::PlaceholderIn(std::string_view text) const {
  if (encrypted_ && IsEncryptedText(text)) return text;
  const std::string_view found = FindPlaceholder(text, placeholders_);
  if (!found.empty() || !substituted_) return found;
  return FindPlaceholder(text, Placeholders::kSubstituted);
}

bool Decoder::Expect(ValueType type, std::string_view wanted) {
  if (reader_.type() == type) return true;
  if (reader_.type() != ValueType::kNull && PeekPlaceholder().empty()) {
    Error("wrong-type",
          absl::StrCat("expected ", wanted, ", found ", ValueTypeName(reader_.type())),
          RemedyFor(reader_, type), reader_.position());
    const bool scalar = reader_.type() == ValueType::kBool || reader_.type() == ValueType::kNumber;
    if (type == ValueType::kString && scalar) {
      diagnostics_.back().repairs = {{RepairKind::kQuote}};
    }
  }
  reader_.Skip();
  return false;
}

Located Decoder::LocatedText() {
  const Position position = reader_.position();
  if (!Expect(ValueType::kString, "a string")) return {{}, position};
  return {reader_.String(), position};
}

bool Decoder::Bool(bool if_absent) {
  return Expect(ValueType::kBool, "true or false") ? reader_.Bool() : if_absent;
}

int32_t Decoder::Int32() {
  const Position position = reader_.position();
  if (!Expect(ValueType::kNumber, "a number")) return 0;
  const Number number = reader_.ReadNumber();
  constexpr int64_t kMin = std::numeric_limits<int32_t>::min();
  constexpr int64_t kMax = std::numeric_limits<int32_t>::max();
  if (number.is_integer && number.integer >= kMin && number.integer <= kMax) {
    return static_cast<int32_t>(number.integer);
  }
  if (!number.is_integer && number.real >= kMin && number.real <= kMax &&
      std::trunc(number.real) == number.real) {
    return static_cast<int32_t>(number.real);
  }
  const std::string shown = confidential_ ? "this" : number.ToString();
  Error("wrong-type", absl::StrCat(shown, " is not a 32-bit integer"), "write an integer",
        position);
  return 0;
}

Located Decoder::Quantity() {
  const Position position = reader_.position();
  if (reader_.type() == ValueType::kNull) {
    reader_.Skip();
    return {"0", position};
  }
  std::string_view text;
  if (reader_.type() == ValueType::kNumber) {
    text = arena_.Copy(reader_.ReadNumber().ToString());
  } else if (Expect(ValueType::kString, "a quantity")) {
    text = reader_.String();
  } else {
    return {"0", position};
  }
  if (const auto parsed = svcenv::Quantity::ParseField(text); !parsed.ok()) {
    if (!PlaceholderIn(text).empty()) return {text, position};
    Error("wrong-type",
          absl::StrCat("\"", absl::CHexEscape(text),
                       "\" is not a valid quantity: ", parsed.status().message()),
          "write a number with an optional suffix (n u m k M G T P E Ki Mi Gi Ti Pi Ei), such as "
          "500m or 1.5Gi",
          position);
    return {"0", position};
  }
  return {text, position};
}

std::vector<Located> Decoder::Texts() {
  std::vector<Located> result;
  List([&](int) { result.push_back(LocatedText()); });
  return result;
}

template <typename F>
Entries Decoder::EntriesOf(F&& read) {
  Entries result;
  if (!PeekPlaceholder().empty()) {
    const Located text = LocatedText();
    result.push_back({text.text, text.text, text.position});
    return result;
  }
  Map([&](std::string_view key) {
    const std::optional<Located> value = read();
    if (value.has_value()) result.push_back({key, value->text, value->position});
  });
  SortByKey(&result);
  return result;
}

Entries Decoder::TextMap() {
  return EntriesOf([&] { return LocatedText(); });
}

Entries Decoder::QuantityMap() {
  return EntriesOf([&] { return Quantity(); });
}

Entries Decoder::Base64Map(std::vector<std::string_view>* unknown_keys) {
  return EntriesOf([&]() -> std::optional<Located> {
    const Position position = reader_.position();
    const std::string_view key = reader_.key().text;
    const std::optional<std::string_view> bytes = BytesOfBase64();
    if (bytes.has_value()) return Located{*bytes, position};
    unknown_keys->push_back(key);
    return std::nullopt;
  });
}

// Accepts base64 or a list of numbers, as encoding/json does for []byte.
std::optional<std::string_view> Decoder::BytesOfBase64() {
  const Position position = reader_.position();
  std::string bytes;
  if (reader_.type() == ValueType::kList) {
    List([&](int) {
      const int32_t byte = Int32();
      if (byte < 0 || byte > 255) {
        Error("wrong-type", "bytes must be from 0 to 255", "encode the value in base64", position);
      }
      bytes.push_back(static_cast<char>(byte));
    });
    return arena_.Copy(bytes);
  }
  if (!Expect(ValueType::kString, "base64")) return "";
  const std::string_view text = reader_.String();
  const std::optional<std::string> decoded = DecodeGoBase64(text);
  if (decoded.has_value()) return arena_.Copy(*decoded);
  if (HasProgramPlaceholder(text)) return text;
  if (!PlaceholderIn(text).empty()) return std::nullopt;
  Error("wrong-type", "not valid base64",
        "encode the value with `base64 -w0`, or write it unencoded under stringData", position);
  return "";
}

}  // namespace svcenv
