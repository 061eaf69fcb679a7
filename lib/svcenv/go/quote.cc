#include "svcenv/go/quote.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "svcenv/base/utf8.h"
#include "svcenv/go/printable.h"

namespace svcenv {
namespace {

// Returns the letter of the escape sequence for `c`, or 0 if there is none.
char EscapeLetter(unsigned char c) {
  constexpr std::string_view kCharacters = "\a\b\f\n\r\t\v\\\"";
  constexpr std::string_view kLetters = "abfnrtv\\\"";
  const size_t found = kCharacters.find(static_cast<char>(c));
  return found == std::string_view::npos ? '\0' : kLetters[found];
}

// Decodes a UTF-8 character of two or more bytes.
char32_t Decode(std::string_view bytes) {
  char32_t character = static_cast<unsigned char>(bytes[0]) & (0x7F >> bytes.size());
  for (const char byte : bytes.substr(1)) {
    character = character << 6 | (static_cast<unsigned char>(byte) & 0x3F);
  }
  return character;
}

}  // namespace

bool IsGoPrintable(char32_t character, UnicodeTable table) {
  const absl::Span<const char32_t> boundaries =
      table == UnicodeTable::kUnicode17 ? PrintableBoundaries17() : PrintableBoundaries15();
  const auto above = std::upper_bound(boundaries.begin(), boundaries.end(), character);
  return (above - boundaries.begin()) % 2 == 1;
}

std::string GoQuote(std::string_view text, UnicodeTable table) {
  std::string result = "\"";
  result.reserve(text.size() + 2);
  while (!text.empty()) {
    const unsigned char first = static_cast<unsigned char>(text[0]);
    const size_t length = Utf8Length(text);
    const std::string_view bytes = text.substr(0, std::max<size_t>(length, 1));
    text.remove_prefix(bytes.size());
    if (length > 1) {
      const char32_t character = Decode(bytes);
      if (IsGoPrintable(character, table)) {
        absl::StrAppend(&result, bytes);
      } else if (character < 0x10000) {
        absl::StrAppend(&result, "\\u", absl::Hex(character, absl::kZeroPad4));
      } else {
        absl::StrAppend(&result, "\\U", absl::Hex(character, absl::kZeroPad8));
      }
    } else if (const char letter = EscapeLetter(first); letter != '\0') {
      result += {'\\', letter};
    } else if (first >= 0x20 && first < 0x7F) {
      result.push_back(bytes[0]);
    } else {
      absl::StrAppend(&result, "\\x", absl::Hex(first, absl::kZeroPad2));
    }
  }
  result.push_back('"');
  return result;
}

}  // namespace svcenv
