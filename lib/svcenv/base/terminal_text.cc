#include "svcenv/base/terminal_text.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

struct Range {
  uint32_t first, last;
};

// Combining marks: the common blocks of general category Mn, Unicode 15.
constexpr Range kCombining[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},   {0x064B, 0x065F},
    {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},   {0x20D0, 0x20FF},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

// Wide characters: East_Asian_Width W and F, and emoji, Unicode 15. Adjacent blocks are joined.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x2614, 0x2615},   {0x26A1, 0x26A1},   {0x2705, 0x2705},   {0x274C, 0x274C},
    {0x2728, 0x2728},   {0x2753, 0x2755},   {0x2B50, 0x2B50},   {0x2E80, 0x303E},
    {0x3041, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x16FE0, 0x1B2FF}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F19A},
    {0x1F200, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD},
};

template <size_t N>
bool IsIn(const Range (&ranges)[N], uint32_t character) {
  const auto range = std::lower_bound(std::begin(ranges), std::end(ranges), character,
                                      [](const Range& r, uint32_t c) { return r.last < c; });
  return range != std::end(ranges) && range->first <= character;
}

size_t Width(const Character& character) {
  if (character.code < 0x300) return 1;
  if (IsIn(kCombining, character.code)) return 0;
  return IsIn(kWide, character.code) ? 2 : 1;
}

std::string_view CodeOf(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "1";
    case Style::kDim:
      return "2";
    case Style::kRed:
      return "31";
    case Style::kGreen:
      return "32";
    case Style::kYellow:
      return "33";
    case Style::kBlue:
      return "34";
    case Style::kMagenta:
      return "35";
    case Style::kCyan:
      return "36";
    case Style::kBoldRed:
      return "1;31";
    case Style::kBoldYellow:
      return "1;33";
    case Style::kBoldCyan:
      return "1;36";
  }
  return "";
}

}  // namespace

std::string Styled(std::string_view text, Style style, bool color) {
  const std::string_view code = CodeOf(style);
  if (!color || code.empty() || text.empty()) return std::string(text);
  return absl::StrCat("\x1b[", code, "m", text, "\x1b[0m");
}

size_t ColumnsOf(std::string_view visible) {
  size_t columns = 0;
  while (!visible.empty()) columns += Width(TakeCharacter(&visible));
  return columns;
}

size_t ColumnsOfStyled(std::string_view styled) {
  size_t columns = 0;
  for (size_t escape; (escape = styled.find('\x1b')) != styled.npos;) {
    columns += ColumnsOf(styled.substr(0, escape));
    styled.remove_prefix(std::min(styled.find('m', escape), styled.size() - 1) + 1);
  }
  return columns + ColumnsOf(styled);
}

std::string Cut(std::string_view visible, size_t columns) {
  if (ColumnsOf(visible) <= columns) return std::string(visible);
  if (columns == 0) return "";
  std::string_view rest = visible;
  for (size_t used = 0; !rest.empty();) {
    std::string_view after = rest;
    used += Width(TakeCharacter(&after));
    if (used > columns - 1) break;
    rest = after;
  }
  return absl::StrCat(visible.substr(0, visible.size() - rest.size()), "…");
}

std::string CutFront(std::string_view visible, size_t columns) {
  size_t over = ColumnsOf(visible);
  if (over <= columns) return std::string(visible);
  if (columns == 0) return "";
  over -= columns - 1;
  for (size_t dropped = 0; !visible.empty() && dropped < over;) {
    dropped += Width(TakeCharacter(&visible));
  }
  return absl::StrCat("…", visible);
}

std::vector<std::string_view> WrapWords(std::string_view visible, size_t columns) {
  std::vector<std::string_view> lines;
  size_t begin = 0, end = 0, used = 0;  // of the last line
  for (size_t at = 0; at < visible.size();) {
    const size_t first = visible.find_first_not_of(' ', at);
    if (first == visible.npos) break;
    at = std::min(visible.find(' ', first), visible.size());
    const size_t added = ColumnsOf(visible.substr(end, at - end));
    if (end > begin && used + added > columns) {
      lines.push_back(visible.substr(begin, end - begin));
      begin = first;
      used = ColumnsOf(visible.substr(first, at - first));
    } else {
      used += added;
    }
    end = at;
  }
  lines.push_back(visible.substr(begin, end - begin));
  return lines;
}

}  // namespace svcenv
