#include "svcenv/syntax/yaml_splitter.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace svcenv {

std::string_view TrimGoSpace(std::string_view text) {
  static constexpr std::string_view kSpaces[] = {
      "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
      "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
      "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
      "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};
  while (true) {
    text = absl::StripLeadingAsciiWhitespace(text);
    const bool has_more =
        std::any_of(std::begin(kSpaces), std::end(kSpaces),
                    [&](std::string_view space) { return absl::ConsumePrefix(&text, space); });
    if (!has_more) return text;
  }
}

size_t YamlSplitter::NextLine(size_t offset) const {
  const size_t line_end = text_.find('\n', offset);
  return line_end == text_.npos ? text_.size() : line_end + 1;
}

bool YamlSplitter::IsGoodSeparator(size_t line) const {
  const size_t after = line + 3;
  const std::string_view rest = TrimGoSpace(text_.substr(after, NextLine(line) - after));
  return rest.empty() || rest[0] == '#';
}

YamlSplitter::Result YamlSplitter::Next() {
  begin_ = end_ = next_;
  if (next_ >= text_.size()) return Result::kEnd;
  size_t line = next_;
  if (IsSeparator(line)) {  // it stays in the document
    if (!IsGoodSeparator(line)) return Result::kBadSeparator;
    line = NextLine(line);
  }
  while (line < text_.size() && !IsSeparator(line)) {
    const size_t before = text_.find("\n---", line);
    line = before == text_.npos ? text_.size() : before + 1;
  }
  end_ = line;
  if (line < text_.size() && !IsGoodSeparator(line)) return Result::kBadSeparator;
  next_ = line < text_.size() ? NextLine(line) : line;
  return Result::kDocument;
}

}  // namespace svcenv
