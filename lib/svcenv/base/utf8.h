// UTF-8 as Go's unicode/utf8 sees it: no overlong forms, no surrogates, nothing above U+10FFFF.
#ifndef SVCENV_BASE_UTF8_H_
#define SVCENV_BASE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace svcenv {

// Returns whether the byte is not a UTF-8 continuation byte.
inline bool StartsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// Returns the length in bytes, 1 to 4, of the first character of `text`. Returns 0 if `text` is
// empty or does not begin with a valid character.
size_t Utf8Length(std::string_view text);

// The first character of a string. A byte that is not valid UTF-8 is a character with `valid`
// false.
struct Character {
  std::string_view text;
  uint32_t code;
  bool valid;
};

// Removes the first character from `text`, which must not be empty, and returns it.
Character TakeCharacter(std::string_view* text);

// Returns whether `text` is valid UTF-8. Checks large strings on up to `threads` threads.
bool IsUtf8(std::string_view text, int threads = 1);

// Appends the encoding of a code point up to U+10FFFF.
void AppendUtf8(uint32_t code, std::string* text);

}  // namespace svcenv

#endif  // SVCENV_BASE_UTF8_H_
