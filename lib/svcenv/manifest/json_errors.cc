#include "svcenv/manifest/json_errors.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace svcenv {
namespace {

// Where the error is, seen from what was read: the last byte; or the beginning of a text, of a word
// or number that the last byte does not fit, or of the last token.
enum class At { kLastByte, kText, kWord, kToken };

struct Explanation {
  std::string_view part;  // of nlohmann's text
  At at;
  std::string_view message;
  std::string_view remedy;
};

// The first row whose part occurs is taken.
constexpr Explanation kExplanations[] = {
    {"missing closing quote", At::kText, "this text has no closing quote", "add a \""},
    {"control character", At::kLastByte,
     "a line break or another control character stands in a text",
     "write it as an escape: \\n, \\t, \\u0000"},
    {"must be followed by 4 hex", At::kLastByte, "\\u needs four hexadecimal digits",
     "write four digits, or \\\\u for a backslash and a u"},
    {"forbidden character after backslash", At::kLastByte, "there is no such escape in JSON",
     "use one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX; write a backslash as \\\\"},
    {"ill-formed UTF-8", At::kLastByte, "this byte is no UTF-8", "save the file as UTF-8"},
    {"invalid number", At::kWord, "this is no number", "quote it to have a text"},
    {"number overflow", At::kWord, "this number is too large", "quote it to have a text"},
    {"parsing object key - unexpected '}'", At::kLastByte, "a comma stands before this }",
     "remove the comma"},
    {"parsing object key", At::kToken, "a key must be a text in double quotes", "quote the key"},
    {"invalid literal", At::kWord, "this is no JSON value",
     "write true, false, null, a number, or a text in double quotes"},
    {"unexpected end of input", At::kLastByte, "the text ends within an object or a list",
     "close every { with } and every [ with ]"},
    {"parsing object separator", At::kToken, "a : is missing after the key",
     "write \"key\": value"},
    {"parsing value - unexpected ']'", At::kLastByte, "a value is missing before this ]",
     "remove the comma before it, or add a value"},
    {"parsing value - unexpected '}'", At::kLastByte, "a value is missing before this }",
     "add a value"},
    {"parsing object", At::kToken, "a , or a } is missing here", "put a comma between the entries"},
    {"parsing array", At::kToken, "a , or a ] is missing here", "put a comma between the items"},
};

bool IsWordByte(char c) {
  return absl::ascii_isalnum(c) || c == '_' || c == '+' || c == '-' || c == '.';
}

// Where the text, word or number begins that `end` comes after.
size_t FindBegin(std::string_view source, size_t end, size_t token_size, At at) {
  if (at == At::kText || (end > 0 && source[end - 1] == '"'))
    return end - std::min(token_size, end);
  size_t begin = end == 0 ? 0 : end - 1;
  const bool is_cut_off = at == At::kWord && begin > 0 && !IsWordByte(source[begin]);
  if (is_cut_off && IsWordByte(source[begin - 1])) --begin;
  while (begin > 0 && IsWordByte(source[begin]) && IsWordByte(source[begin - 1])) --begin;
  return begin;
}

}  // namespace

TextError ExplainJsonError(std::string_view source, size_t position, std::string_view token,
                           std::string_view what) {
  const size_t last_byte = std::min(position == 0 ? 0 : position - 1, source.size());
  const size_t end = std::min(position, source.size());
  for (const Explanation& row : kExplanations) {
    if (!absl::StrContains(what, row.part)) continue;
    const size_t offset =
        row.at == At::kLastByte ? last_byte : FindBegin(source, end, token.size(), row.at);
    return {static_cast<uint32_t>(offset), std::string(row.message), std::string(row.remedy)};
  }
  return {static_cast<uint32_t>(FindBegin(source, end, token.size(), At::kToken)),
          "a value is expected here",
          "write an object, a list, true, false, null, a number, or a text in double quotes"};
}

}  // namespace svcenv
