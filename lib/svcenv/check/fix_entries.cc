// Moves and removes entries of env, and indents keys.
#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/fix_place.h"

namespace svcenv {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

uint32_t Size(std::string_view text) { return static_cast<uint32_t>(text.size()); }

// Returns the line break before `offset`: "\n", "\r\n", or "" if there is none.
std::string_view LineEndBefore(std::string_view text, uint32_t offset) {
  if (offset < 2 || text[offset - 1] != '\n') return "";
  return text.substr(offset - (text[offset - 2] == '\r' ? 2 : 1), text[offset - 2] == '\r' ? 2 : 1);
}

bool EndsLine(std::string_view lines) { return absl::EndsWith(lines, "\n"); }

// Deletes whole lines. If the text has no line break at its end, it has none afterwards, either.
Edit DeleteLines(const FixPlace& place, TextRange lines) {
  if (!EndsLine(place.Slice(lines))) lines.begin -= Size(LineEndBefore(place.text, lines.begin));
  return {lines.begin, lines.end - lines.begin, ""};
}

// Moves whole lines to `to`, the beginning or end of a line.
Edits MoveLines(const FixPlace& place, TextRange lines, uint32_t to) {
  std::string moved(place.Slice(lines));
  if (!EndsLine(moved)) {
    moved += LineEndBefore(place.text, lines.begin);
  } else if (to == place.text.size() && !EndsLine(place.text)) {
    const std::string_view line_end = absl::EndsWith(moved, "\r\n") ? "\r\n" : "\n";
    moved = absl::StrCat(line_end, moved.substr(0, moved.size() - line_end.size()));
  }
  return {{to, 0, std::move(moved)}, DeleteLines(place, lines)};
}

// Returns the comma and whitespace between two items of a list in brackets; nothing if there is
// anything else.
std::optional<std::string_view> Between(const FixPlace& place, const EnvEntries& entries,
                                        size_t item) {
  const LayoutNode& one = place.layout.node(entries.items[item]);
  const LayoutNode& next = place.layout.node(entries.items[item + 1]);
  if (!one.flow || !next.flow) return std::nullopt;
  const std::string_view between = place.Slice({one.range.end, next.range.begin});
  const size_t comma = between.find_first_not_of(kBlanks);
  if (comma == between.npos || between[comma] != ',' ||
      between.find_first_not_of(kBlanks, comma + 1) != between.npos) {
    return std::nullopt;
  }
  return between;
}

// Moves the item `from` before the item `to`, or after it if `to` comes later.
Edits MoveInBrackets(const FixPlace& place, const EnvEntries& entries, size_t from, size_t to) {
  const TextRange item = place.layout.node(entries.items[from]).range;
  const TextRange other = place.layout.node(entries.items[to]).range;
  const std::string_view moved = place.Slice(item);
  const std::optional<std::string_view> between =
      Between(place, entries, from > to ? from - 1 : from);
  if (!between.has_value()) return {};
  const uint32_t separator = Size(*between);
  if (from > to) {
    return {{other.begin, 0, absl::StrCat(moved, *between)},
            {item.begin - separator, separator + Size(moved), ""}};
  }
  return {{item.begin, Size(moved) + separator, ""}, {other.end, 0, absl::StrCat(*between, moved)}};
}

Edits MoveInBlock(const FixPlace& place, const EnvEntries& entries, size_t from, size_t to) {
  const std::optional<TextRange> lines = LinesOfItem(place, entries.items[from]);
  const std::optional<TextRange> other = LinesOfItem(place, entries.items[to]);
  if (!lines.has_value() || !other.has_value()) return {};
  return MoveLines(place, *lines, from > to ? other->begin : other->end);
}

Edits MoveItem(const FixPlace& place, const EnvEntries& entries, size_t from, size_t to) {
  return place.layout.node(entries.list).flow ? MoveInBrackets(place, entries, from, to)
                                              : MoveInBlock(place, entries, from, to);
}

// Returns whether the items have the same keys and values.
bool IsSame(const Layout& layout, size_t a, size_t b) {
  const LayoutNode& one = layout.node(a);
  const LayoutNode& other = layout.node(b);
  if (one.kind != other.kind || one.kind == LayoutNode::Kind::kAlias ||
      one.children.size() != other.children.size()) {
    return false;
  }
  if (one.kind == LayoutNode::Kind::kScalar) {
    return one.text == other.text && one.plain == other.plain;
  }
  for (size_t i = 0; i < one.children.size(); ++i) {
    if (!IsSame(layout, one.children[i], other.children[i])) return false;
  }
  return true;
}

// The fields that belong below an empty key: staging/src/k8s.io/api/core/v1/types.go (1.37.2).
struct Inner {
  std::string_view key;
  std::string_view fields;  // each followed by a space
};

constexpr Inner kInner[] = {
    {"configMapRef", "name optional "},
    {"secretRef", "name optional "},
    {"configMapKeyRef", "name key optional "},
    {"secretKeyRef", "name key optional "},
    {"fieldRef", "apiVersion fieldPath "},
    {"resourceFieldRef", "containerName resource divisor "},
    {"fileKeyRef", "volumeName path key optional "},
    {"valueFrom", "configMapKeyRef secretKeyRef fieldRef resourceFieldRef fileKeyRef "},
};

bool BelongsTo(std::string_view field, std::string_view key) {
  return std::any_of(std::begin(kInner), std::end(kInner), [&](const Inner& row) {
    return row.key == key &&
           absl::StrContains(absl::StrCat(" ", row.fields), absl::StrCat(" ", field, " "));
  });
}

// Returns the last key before `at` that has no value, if all keys from it to `at` belong below it.
std::optional<size_t> EmptyKeyBefore(const Layout& layout, const LayoutNode& map, size_t at) {
  for (size_t k = at; k >= 2; k -= 2) {
    const LayoutNode& key = layout.node(map.children[k - 2]);
    const LayoutNode& value = layout.node(map.children[k - 1]);
    const bool is_empty = value.plain && value.range.begin == value.range.end;
    for (size_t i = k; is_empty; i += 2) {
      if (!BelongsTo(layout.node(map.children[i]).text, key.text)) return std::nullopt;
      if (i == at) return k - 2;
    }
  }
  return std::nullopt;
}

// Indents the nonempty lines of the range by two spaces. Returns nothing if one begins with a tab.
Edits IndentLines(std::string_view text, TextRange range) {
  Edits edits;
  for (uint32_t line = range.begin; line < range.end;) {
    const size_t end = std::min(text.find('\n', line), text.size());
    const size_t first = text.find_first_not_of(' ', line);
    if (first < end && text[first] == '\t') return {};
    if (first < end && text[first] != '\r') edits.push_back({line, 0, "  "});
    line = static_cast<uint32_t>(end + 1);
  }
  return edits;
}

}  // namespace

Fix PlanMove(const FixPlace& place, size_t scalar) {
  const Layout& layout = place.layout;
  const std::string_view name = place.repair.text;
  const std::optional<EnvEntries> found = EntriesAround(layout, scalar);
  if (!found.has_value()) return {};
  const EnvEntries& entries = *found;
  std::vector<std::string_view> names;
  for (size_t i = 0; i < entries.items.size(); ++i) names.push_back(entries.NameOf(i));
  if (std::count(names.begin(), names.end(), name) != 1 ||
      std::count(names.begin(), names.end(), "") > 0) {
    return {};
  }
  const auto later =
      static_cast<size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  if (later <= entries.at) return {};
  size_t first = 0;
  while (first < entries.at && !RefersTo(layout, entries.items[first], name)) ++first;
  Fix fix;
  for (size_t i = first; i < later; ++i) {
    if (RefersTo(layout, entries.items[i], name)) fix.variables.emplace_back(names[i]);
  }
  const auto is_free = [&](size_t moved, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const size_t item = entries.items[moved];
      const bool depends = moved > i ? RefersTo(layout, item, names[i])
                                     : RefersTo(layout, entries.items[i], names[moved]);
      if (depends || names[i] == names[moved]) return false;
    }
    return true;
  };
  if (is_free(later, first, later)) {
    fix.edits = MoveItem(place, entries, later, first);
  } else if (is_free(entries.at, entries.at + 1, later + 1)) {
    fix.edits = MoveItem(place, entries, entries.at, later);
  }
  return fix;
}

Fix PlanRemoval(const FixPlace& place, size_t scalar) {
  const std::optional<EnvEntries> found = EntriesAround(place.layout, scalar);
  if (!found.has_value()) return {};
  const EnvEntries& entries = *found;
  const size_t item = entries.items[entries.at];
  const std::string_view name = entries.NameOf(entries.at);
  size_t earlier = entries.at;
  while (earlier > 0 && entries.NameOf(earlier - 1) != name) --earlier;
  if (earlier == 0 || !IsSame(place.layout, entries.items[earlier - 1], item)) return {};
  if (place.layout.node(entries.list).flow) {
    const std::optional<std::string_view> between = Between(place, entries, entries.at - 1);
    if (!between.has_value()) return {};
    const TextRange range = place.layout.node(item).range;
    const uint32_t begin = range.begin - Size(*between);
    return {{{begin, range.end - begin, ""}}, {}};
  }
  const std::optional<TextRange> lines = LinesOfItem(place, item);
  // Only the author can decide whether to keep a comment on the entry.
  if (!lines.has_value() || absl::StrContains(place.Slice(*lines), '#')) return {};
  return {{DeleteLines(place, *lines)}, {}};
}

Fix PlanIndent(const FixPlace& place, size_t scalar) {
  const Layout& layout = place.layout;
  const size_t parent = layout.node(scalar).parent;
  if (parent == Layout::kNone || layout.node(parent).kind != LayoutNode::Kind::kMap) return {};
  const LayoutNode& map = layout.node(parent);
  if (map.flow || map.shared) return {};
  const auto key = std::find(map.children.begin(), map.children.end(), scalar);
  const auto at = static_cast<size_t>(key - map.children.begin());
  const std::optional<size_t> empty = at % 2 == 0 ? EmptyKeyBefore(layout, map, at) : std::nullopt;
  if (!empty.has_value()) return {};
  const std::string_view outer = layout.node(map.children[*empty]).text;
  size_t last = at;
  while (last + 3 < map.children.size() &&
         BelongsTo(layout.node(map.children[last + 2]).text, outer)) {
    last += 2;
  }
  const uint32_t begin = layout.node(map.children[*empty + 2]).range.begin;
  const uint32_t line = BeginOfLine(place.text, begin);
  if (place.Slice({line, begin}).find_first_not_of(' ') != std::string_view::npos) return {};
  return {IndentLines(place.text, {line, layout.node(map.children[last + 1]).range.end}), {}};
}

}  // namespace svcenv
