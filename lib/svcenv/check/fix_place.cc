#include "svcenv/check/fix_place.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

// Returns the offset after the line's \n, or the size of the text if there is none.
uint32_t NextLine(std::string_view text, uint32_t offset) {
  return static_cast<uint32_t>(std::min(text.find('\n', offset), text.size() - 1) + 1);
}

bool IsSpaces(std::string_view text) { return text.find_first_not_of(' ') == text.npos; }

// Returns the item's first line if only "  - " precedes it. Sets `column` to the dash's column.
std::optional<uint32_t> LineOfDash(const FixPlace& place, size_t item, size_t* column) {
  const uint32_t begin = place.layout.node(item).range.begin;
  const uint32_t line = BeginOfLine(place.text, begin);
  const std::string_view before = place.Slice({line, begin});
  const size_t dash = before.find('-');
  if (dash == before.npos || !IsSpaces(before.substr(0, dash)) ||
      !IsSpaces(before.substr(dash + 1)) || dash + 1 == before.size()) {
    return std::nullopt;
  }
  *column = dash;
  return line;
}

// Returns the end of the item's lines if only a comment follows it.
std::optional<uint32_t> EndOfLines(const FixPlace& place, size_t item) {
  const uint32_t end = place.layout.node(item).range.end;
  if (end > 0 && place.text[end - 1] == '\n') return end;  // of a block scalar
  const uint32_t next = NextLine(place.text, end);
  std::string_view rest = place.Slice({end, next});
  const size_t first = rest.find_first_not_of(" \t\r\n");
  if (first == rest.npos || (first > 0 && rest[first] == '#')) return next;
  return std::nullopt;
}

}  // namespace

uint32_t BeginOfLine(std::string_view text, uint32_t offset) {
  return static_cast<uint32_t>(text.substr(0, offset).rfind('\n') + 1);  // npos + 1 is 0
}

std::optional<TextRange> LinesWithoutComments(const FixPlace& place, size_t item) {
  size_t column = 0;
  const std::optional<uint32_t> begin = LineOfDash(place, item, &column);
  const std::optional<uint32_t> end = EndOfLines(place, item);
  if (!begin.has_value() || !end.has_value()) return std::nullopt;
  return TextRange{*begin, *end};
}

std::optional<TextRange> LinesOfItem(const FixPlace& place, size_t item) {
  size_t column = 0;
  if (!LineOfDash(place, item, &column).has_value()) return std::nullopt;
  std::optional<TextRange> lines = LinesWithoutComments(place, item);
  if (!lines.has_value()) return std::nullopt;
  const std::string comment = absl::StrCat(std::string(column, ' '), "#");
  while (lines->begin > 0) {
    const uint32_t before = BeginOfLine(place.text, lines->begin - 1);
    if (!absl::StartsWith(place.Slice({before, lines->begin}), comment)) break;
    lines->begin = before;
  }
  return lines;
}

std::string_view EnvEntries::NameOf(size_t i) const {
  const size_t name = layout->ValueOf(items[i], "name");
  if (name == Layout::kNone || layout->node(name).kind != LayoutNode::Kind::kScalar) return "";
  return layout->node(name).text;
}

std::optional<EnvEntries> EntriesAround(const Layout& layout, size_t scalar) {
  const size_t item = layout.node(scalar).parent;
  if (item == Layout::kNone || layout.node(item).kind != LayoutNode::Kind::kMap) {
    return std::nullopt;
  }
  EnvEntries entries;
  entries.layout = &layout;
  entries.list = layout.node(item).parent;
  if (entries.list == Layout::kNone || layout.node(entries.list).kind != LayoutNode::Kind::kList ||
      layout.node(scalar).shared) {
    return std::nullopt;
  }
  entries.items = layout.node(entries.list).children;
  for (size_t i = 0; i < entries.items.size(); ++i) {
    if (entries.items[i] == item) entries.at = i;
    if (layout.node(entries.items[i]).shared) return std::nullopt;
  }
  return entries;
}

bool RefersTo(const Layout& layout, size_t item, std::string_view name) {
  const size_t value = layout.ValueOf(item, "value");
  return value != Layout::kNone &&
         absl::StrContains(layout.node(value).text, absl::StrCat("$(", name, ")"));
}

}  // namespace svcenv
