// UTF-8 as Go's unicode/utf8 sees it: no overlong forms, no surrogates, nothing above U+10FFFF.
#ifndef SVCENV_BASE_UTF8_H_
#define SVCENV_BASE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace svcenv {

// Whether a character of UTF-8 begins with this byte, or it is none: all but continuation bytes.
inline bool StartsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// The length in bytes, 1 to 4, of the character that `text` begins with; 0 if it begins with none
// (or is empty).
size_t Utf8Length(std::string_view text);

// A character at the front of a text; a byte that begins none counts as one, not `valid`.
struct Character {
  std::string_view text;
  uint32_t code;
  bool valid;
};

// Takes the first character off `text`, which is not empty.
Character TakeCharacter(std::string_view* text);

// Whether all of `text` is UTF-8. A large one is looked at by up to `threads` threads.
bool IsUtf8(std::string_view text, int threads = 1);

// Appends the character of that code point, at most U+10FFFF.
void AppendUtf8(uint32_t code, std::string* text);

}  // namespace svcenv

#endif  // SVCENV_BASE_UTF8_H_
