#include "svcenv/syntax/yaml_scalar.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/base/utf8.h"
#include "svcenv/go/base64.h"
#include "svcenv/go/number.h"
#include "svcenv/go/timestamp.h"

namespace svcenv {
namespace {

constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

ResolvedScalar Of(ResolvedScalar::Kind kind) {
  ResolvedScalar result;
  result.kind = kind;
  return result;
}

ResolvedScalar OfBool(bool value) {
  ResolvedScalar result = Of(ResolvedScalar::kBool);
  result.boolean = value;
  return result;
}

ResolvedScalar OfReal(double value) {
  ResolvedScalar result = Of(ResolvedScalar::kReal);
  result.real = value;
  return result;
}

ResolvedScalar Invalid(std::string message, std::string remedy) {
  ResolvedScalar result = Of(ResolvedScalar::kInvalid);
  result.message = std::move(message);
  result.remedy = std::move(remedy);
  return result;
}

template <size_t N>
bool IsAnyOf(std::string_view text, const std::string_view (&words)[N]) {
  return std::find(words, words + N, text) != words + N;
}

// Resolves the words for null, booleans, infinity, and NaN. Returns kString for any other text.
ResolvedScalar ResolveWord(std::string_view text) {
  static constexpr std::string_view kNulls[] = {"", "~", "null", "Null", "NULL"};
  static constexpr std::string_view kTrue[] = {"y",  "Y",  "yes",  "Yes",  "YES", "on",
                                               "On", "ON", "true", "True", "TRUE"};
  static constexpr std::string_view kFalse[] = {"n",   "N",   "no",    "No",    "NO",   "off",
                                                "Off", "OFF", "false", "False", "FALSE"};
  static constexpr std::string_view kNan[] = {".nan", ".NaN", ".NAN"};
  static constexpr std::string_view kInfinity[] = {".inf", ".Inf", ".INF"};
  if (text.size() > 5) return Of(ResolvedScalar::kString);
  if (IsAnyOf(text, kNulls)) return Of(ResolvedScalar::kNull);
  if (IsAnyOf(text, kTrue)) return OfBool(true);
  if (IsAnyOf(text, kFalse)) return OfBool(false);
  if (IsAnyOf(text, kNan)) return OfReal(std::numeric_limits<double>::quiet_NaN());
  const bool is_negative = text[0] == '-';
  if (is_negative || text[0] == '+') text.remove_prefix(1);
  if (IsAnyOf(text, kInfinity)) {
    const double infinity = std::numeric_limits<double>::infinity();
    return OfReal(is_negative ? -infinity : infinity);
  }
  return Of(ResolvedScalar::kString);
}

ResolvedScalar OfInteger(int64_t value) {
  ResolvedScalar result = Of(ResolvedScalar::kInteger);
  result.integer = value;
  return result;
}

ResolvedScalar ResolveNumber(std::string_view text) {
  if (text[0] == '.') {
    const std::optional<double> real = ParseGoFloat(text);
    return real.has_value() ? OfReal(*real) : Of(ResolvedScalar::kString);
  }
  std::string without_underscores;
  if (absl::StrContains(text, '_')) {
    without_underscores = std::string(text);
    without_underscores.erase(
        std::remove(without_underscores.begin(), without_underscores.end(), '_'),
        without_underscores.end());
    text = without_underscores;
  }
  if (const std::optional<int64_t> integer = ParseGoInt(text, 0)) return OfInteger(*integer);
  if (const std::optional<uint64_t> integer = ParseGoUint(text, 0)) {
    ResolvedScalar result = Of(ResolvedScalar::kUnsigned);
    result.unsigned_integer = *integer;
    return result;
  }
  if (const std::optional<double> real = ParseDecimalFloat(text)) return OfReal(*real);
  if (absl::ConsumePrefix(&text, "0b")) {  // and a second sign
    if (const std::optional<int64_t> integer = ParseGoInt(text, 2)) return OfInteger(*integer);
  }
  return Of(ResolvedScalar::kString);
}

// Dispatches by the first character, since most scalars are ordinary words.
ResolvedScalar ResolvePlain(std::string_view text) {
  switch (text.empty() ? '~' : text[0]) {
    case '+':
    case '-':
    case '.':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': {
      ResolvedScalar word = ResolveWord(text);
      return word.kind == ResolvedScalar::kString ? ResolveNumber(text) : word;
    }
    case 'y':
    case 'Y':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
    case '~':
      return ResolveWord(text);
    default:
      return Of(ResolvedScalar::kString);
  }
}

ResolvedScalar DecodeBinary(std::string_view text) {
  ResolvedScalar result = Of(ResolvedScalar::kString);
  const std::optional<std::string> bytes = DecodeGoBase64(text);
  if (!bytes.has_value()) {
    return Invalid("this !!binary value is not valid base64",
                   "use the standard alphabet with = padding, or remove the tag");
  }
  // Like encoding/json, replaces each byte that is not valid UTF-8 with U+FFFD.
  for (std::string_view rest = *bytes; !rest.empty();) {
    const size_t length = Utf8Length(rest);
    result.decoded.append(length == 0 ? "\xEF\xBF\xBD" : rest.substr(0, length));
    rest.remove_prefix(std::max<size_t>(length, 1));
  }
  result.is_decoded = true;
  return result;
}

bool FitsTag(ResolvedScalar::Kind kind, std::string_view type) {
  switch (kind) {
    case ResolvedScalar::kNull:
      return type == "null";
    case ResolvedScalar::kBool:
      return type == "bool";
    case ResolvedScalar::kInteger:
    case ResolvedScalar::kUnsigned:
      return type == "int";
    case ResolvedScalar::kReal:
      return type == "float";
    default:
      return false;
  }
}

// `type` is a tag that go-yaml resolves, without its prefix.
ResolvedScalar ResolveTagged(std::string_view text, std::string_view type) {
  ResolvedScalar result = ResolvePlain(text);
  if (FitsTag(result.kind, type)) return result;
  if (type == "float" && result.kind == ResolvedScalar::kInteger) {
    return OfReal(static_cast<double>(result.integer));
  }
  if (type == "timestamp" && IsGoTimestamp(text)) return Of(ResolvedScalar::kString);
  return Invalid(absl::StrCat("this value is not a valid !!", type),
                 "remove the tag, and quote the value to make it a string");
}

}  // namespace

ResolvedScalar ResolveScalar(const YamlScalar& scalar) {
  if (scalar.tag.empty()) {
    return scalar.is_plain ? ResolvePlain(scalar.text) : Of(ResolvedScalar::kString);
  }
  std::string_view type = scalar.tag;
  if (!absl::ConsumePrefix(&type, kTagPrefix)) return Of(ResolvedScalar::kString);
  if (type == "binary") return DecodeBinary(scalar.text);
  static constexpr std::string_view kResolved[] = {"bool", "int", "float", "null", "timestamp"};
  return IsAnyOf(type, kResolved) ? ResolveTagged(scalar.text, type) : Of(ResolvedScalar::kString);
}

bool IsMergeKey(const YamlScalar& scalar) {
  return scalar.text == "<<" && (scalar.is_plain || scalar.tag == "tag:yaml.org,2002:merge");
}

std::optional<std::string> KeyText(const ResolvedScalar& key, std::string_view own_text) {
  switch (key.kind) {
    case ResolvedScalar::kBool:
      return key.boolean ? "true" : "false";
    case ResolvedScalar::kInteger:
      return absl::StrCat(key.integer);
    case ResolvedScalar::kReal:
      return FormatGoFloat32(key.real);
    case ResolvedScalar::kString:
      return key.is_decoded ? key.decoded : std::string(own_text);
    default:
      return std::nullopt;
  }
}

}  // namespace svcenv
