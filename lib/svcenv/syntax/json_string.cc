#include "svcenv/syntax/json_string.h"

#include <cstdint>

#include "absl/strings/ascii.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

constexpr size_t kHexDigits = 4;  // of an escape \uXXXX
constexpr uint32_t kReplacement = 0xFFFD;

// Returns the value of the four hexadecimal digits at the beginning of `text`, or -1 if there are
// fewer.
int HexUnit(std::string_view text) {
  if (text.size() < kHexDigits) return -1;
  int value = 0;
  for (const char c : text.substr(0, kHexDigits)) {
    if (!absl::ascii_isxdigit(c)) return -1;
    value = value * 16 + (absl::ascii_isdigit(c) ? c - '0' : absl::ascii_tolower(c) - 'a' + 10);
  }
  return value;
}

bool IsHighSurrogate(int unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool IsLowSurrogate(int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// Returns the character that a backslash and `c` encode, or 0 if that is not a valid escape.
char SimpleEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

// Decodes a \u escape, or two that form a surrogate pair. `*rest` begins after the first \u;
// removes the escape from it.
bool TakeUnicodeEscape(std::string_view* rest, std::string* out) {
  const int unit = HexUnit(*rest);
  if (unit < 0) return false;
  rest->remove_prefix(kHexDigits);
  auto code = static_cast<uint32_t>(unit);
  if (IsHighSurrogate(unit) || IsLowSurrogate(unit)) {
    const int low = rest->substr(0, 2) == "\\u" ? HexUnit(rest->substr(2)) : -1;
    const bool is_pair = IsHighSurrogate(unit) && IsLowSurrogate(low);
    code = is_pair ? static_cast<uint32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
                   : kReplacement;
    if (is_pair) rest->remove_prefix(2 + kHexDigits);
  }
  AppendUtf8(code, out);
  return true;
}

TextError Error(size_t offset, const char* message, const char* remedy) {
  return {static_cast<uint32_t>(offset), message, remedy};
}

}  // namespace

bool UnescapeJson(std::string_view text, std::string* out) {
  out->clear();
  while (true) {
    const size_t backslash = text.find('\\');
    out->append(text.substr(0, backslash));
    if (backslash == text.npos) return true;
    text.remove_prefix(backslash + 1);
    if (text.empty()) return false;
    const char escape = text[0];
    text.remove_prefix(1);
    if (escape == 'u') {
      if (!TakeUnicodeEscape(&text, out)) return false;
    } else if (const char c = SimpleEscape(escape); c != 0) {
      out->push_back(c);
    } else {
      return false;
    }
  }
}

std::optional<TextError> FindJsonStringError(std::string_view text, size_t begin, size_t end) {
  for (size_t at = begin + 1; at < end;) {
    const char c = text[at];
    if (c == '"') return std::nullopt;
    if (static_cast<unsigned char>(c) < 0x20) {
      return Error(at, "unescaped line break or control character in a string",
                   "escape it, like \\n, \\t, or \\u0000");
    }
    if (c != '\\') {
      const size_t length = Utf8Length(text.substr(at, end - at));
      if (length == 0) return Error(at, "this byte is not valid UTF-8", "save the file as UTF-8");
      at += length;
      continue;
    }
    ++at;
    if (at == end) break;
    if (text[at] != 'u' && SimpleEscape(text[at]) == 0) {
      return Error(
          at, "invalid escape in a JSON string",
          "use one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX; write a backslash as \\\\");
    }
    const size_t digits_end = text[at++] == 'u' ? at + kHexDigits : at;
    for (; at < digits_end && at < end; ++at) {
      if (!absl::ascii_isxdigit(text[at])) {
        return Error(at, "\\u requires four hexadecimal digits",
                     "write four digits, or \\\\u for a backslash and a u");
      }
    }
  }
  return Error(begin, "this string has no closing quote", "add a \"");
}

}  // namespace svcenv
