#include "svcenv/base/source_range.h"

#include <algorithm>

namespace svcenv {
namespace {

constexpr size_t kMaxSearched = 16 * 1024;  // bytes from the position of a value
constexpr size_t kMaxShown = 4 * 1024;      // bytes of a line
constexpr std::string_view kBlank = " \t\r\n";
constexpr std::string_view kPunctuation = "{}[],:|>#";

bool IsBlank(char c) { return kBlank.find(c) != kBlank.npos; }

// Returns the length of the quoted scalar at the beginning of `text`, or of all of `text` if it has
// no closing quote.
size_t BytesOfQuoted(std::string_view text) {
  const char quote = text.front();
  for (size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 == text.size() || text[i + 1] != quote) return i + 1;
      ++i;  // '' is an escaped quote
    }
  }
  return text.size();
}

// Returns whether brackets are open at the end of `before`, the beginning of a line.
bool EndsInBrackets(std::string_view before) {
  int depth = 0;
  for (size_t i = 0; i < before.size(); ++i) {
    const char c = before[i];
    if (c == '"' || (c == '\'' && (i == 0 || before[i - 1] == ' '))) {
      i += BytesOfQuoted(before.substr(i)) - 1;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      depth = std::max(0, depth - 1);
    }
  }
  return depth > 0;
}

// Returns the length of the plain scalar at the beginning of `line`.
size_t BytesOfPlain(std::string_view line, bool in_brackets) {
  size_t end = 0;
  int depth = 0;
  for (; end < line.size(); ++end) {
    const char c = line[end];
    const char next = end + 1 < line.size() ? line[end + 1] : '\n';
    if (c == ':' && IsBlank(next)) break;
    if (c == '#' && end > 0 && IsBlank(line[end - 1])) break;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && depth-- == 0) break;
    // A trailing comma belongs to brackets that an earlier line opened.
    if (c == ',' && depth == 0) {
      const bool ends_line = line.find_first_not_of(kBlank, end + 1) == line.npos;
      if (in_brackets || ends_line) break;
    }
  }
  while (end > 0 && IsBlank(line[end - 1])) --end;
  return end;
}

}  // namespace

SourceRange FindInValue(const Sources& sources, Position value, std::string_view part,
                        size_t earlier) {
  const SourceRange nowhere{value, 0};
  const std::string_view text = sources.text(value.file);
  if (part.empty() || part.find_first_of(kBlank) != part.npos || value.offset >= text.size()) {
    return nowhere;
  }
  std::string_view scalar = text.substr(value.offset, kMaxSearched);
  if (scalar.front() == '"' || scalar.front() == '\'') {
    scalar = scalar.substr(0, BytesOfQuoted(scalar));
  }
  size_t at = scalar.find(part);
  for (; at != scalar.npos && earlier > 0; --earlier) at = scalar.find(part, at + 1);
  if (at == scalar.npos) return nowhere;
  return {{value.file, value.offset + static_cast<uint32_t>(at)},
          static_cast<uint32_t>(part.size())};
}

uint32_t BytesOfValue(const Sources& sources, Position position) {
  const std::string_view text = sources.text(position.file);
  if (position.offset >= text.size()) return 0;
  std::string_view line = text.substr(position.offset, kMaxShown);
  line = line.substr(0, line.find('\n'));
  while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
  if (line.empty()) return 0;
  if (line.front() == '"' || line.front() == '\'') {
    return static_cast<uint32_t>(BytesOfQuoted(line));
  }
  if (kPunctuation.find(line.front()) != kPunctuation.npos) return 1;
  const size_t start = position.offset - std::min<size_t>(position.offset, kMaxShown);
  std::string_view before = text.substr(start, position.offset - start);
  before.remove_prefix(before.rfind('\n') + 1);  // npos + 1 is 0
  return static_cast<uint32_t>(std::max<size_t>(1, BytesOfPlain(line, EndsInBrackets(before))));
}

}  // namespace svcenv
