#include "svcenv/base/visible.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "absl/strings/str_format.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

struct Range {
  uint32_t first, last;
};

// Control characters, invisible characters, and characters that change how others are shown.
constexpr Range kUnsafe[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD},   {0x061C, 0x061C},
    {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E},   {0x2060, 0x206F},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
};

bool IsUnsafe(uint32_t code) {
  const auto range = std::lower_bound(std::begin(kUnsafe), std::end(kUnsafe), code,
                                      [](const Range& r, uint32_t c) { return r.last < c; });
  return range != std::end(kUnsafe) && range->first <= code;
}

std::string Escape(const Character& character) {
  if (character.code == '\n') return "\\n";
  if (character.code == '\t') return "\\t";
  if (character.code == '\r') return "\\r";
  if (!character.valid || character.code < 0x80) return absl::StrFormat("\\x%02x", character.code);
  if (character.code < 0x10000) return absl::StrFormat("\\u%04x", character.code);
  return absl::StrFormat("\\U%08x", character.code);
}

// Returns `text` with each unsafe character that is not in `kept` replaced by `replace`.
template <typename F>
std::string Replaced(std::string_view text, std::string_view kept, F replace) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character character = TakeCharacter(&text);
    const bool is_safe =
        (character.valid && !IsUnsafe(character.code)) || kept.find(character.text) != kept.npos;
    if (is_safe) {
      result.append(character.text);
    } else {
      result.append(replace(character));
    }
  }
  return result;
}

}  // namespace

std::string Visible(std::string_view text) { return Replaced(text, "", Escape); }

std::string VisibleLines(std::string_view text) { return Replaced(text, "\n\t", Escape); }

std::string VisibleExcerpt(std::string_view text) {
  return Replaced(text, "\t", [](const Character&) { return "?"; });
}

}  // namespace svcenv
