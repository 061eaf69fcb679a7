#include "svcenv/syntax/yaml_input.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

constexpr size_t kMaxWork = 128 << 20;

// Returns a private-use character that does not occur in `text`, or "" if all of them do.
std::string UnusedCharacter(std::string_view text, unsigned first) {
  for (unsigned code = first; code <= 0xF8FF; code += 2) {
    const std::string character = {static_cast<char>(0xE0 | code >> 12),
                                   static_cast<char>(0x80 | (code >> 6 & 0x3F)),
                                   static_cast<char>(0x80 | (code & 0x3F))};
    if (!absl::StrContains(text, character)) return character;
  }
  return "";
}

// Returns whether go-yaml allows the byte in a tag.
bool IsTagByte(char c) {
  return absl::ascii_isalnum(c) || absl::StrContains("-_;/?:@&=+$,.!~*'()[]%", c);
}

}  // namespace

YamlInput::YamlInput(std::string_view file_text, uint32_t begin, uint32_t end)
    : source_(file_text.substr(begin, end - begin)), begin_(begin) {
  EditCarriageReturns();
  EditByteOrderMarks();
}

// kubectl removes one carriage return before each line break before it parses YAML.
void YamlInput::EditCarriageReturns() {
  std::vector<Edit> edits;
  for (size_t i = source_.find("\r\r\n"); i != source_.npos; i = source_.find("\r\r\n", i + 3)) {
    edits.push_back({i, 1, "", 0});
  }
  if (!edits.empty()) Apply(std::move(edits));
}

// libyaml skips a byte order mark at the start of any line. go-yaml treats it as an ordinary
// character except at the start of the document.
void YamlInput::EditByteOrderMarks() {
  std::vector<Edit> edits;
  for (size_t i = source_.find(kByteOrderMark, 1); i != source_.npos;
       i = source_.find(kByteOrderMark, i + 3)) {
    if (mark_placeholder_.empty()) mark_placeholder_ = UnusedCharacter(source_, 0xE000);
    if (mark_placeholder_.empty()) return;
    edits.push_back({i, 3, mark_placeholder_, 0});
  }
  if (!edits.empty()) Apply(std::move(edits));
}

bool YamlInput::Apply(std::vector<Edit> edits) {
  edits_.insert(edits_.end(), edits.begin(), edits.end());
  std::sort(edits_.begin(), edits_.end(),
            [](const Edit& a, const Edit& b) { return a.offset < b.offset; });
  edited_.clear();
  size_t copied = 0;
  for (Edit& edit : edits_) {
    edited_.append(source_.substr(copied, edit.offset - copied));
    edit.edited_offset = edited_.size();
    edited_.append(edit.replacement);
    copied = edit.offset + edit.length;
  }
  edited_.append(source_.substr(copied));
  work_ += edited_.size() + 1;
  return work_ <= kMaxWork;
}

size_t YamlInput::SourceOffset(size_t offset) const {
  const auto after =
      std::upper_bound(edits_.begin(), edits_.end(), offset,
                       [](size_t wanted, const Edit& edit) { return wanted < edit.edited_offset; });
  if (after == edits_.begin()) return std::min(offset, source_.size());
  const Edit& edit = *std::prev(after);
  const size_t beyond = offset - edit.edited_offset;
  if (beyond < edit.replacement.size()) return edit.offset;
  return std::min(edit.offset + edit.length + beyond - edit.replacement.size(), source_.size());
}

uint32_t YamlInput::FileOffset(size_t offset) const {
  return begin_ + static_cast<uint32_t>(SourceOffset(offset));
}

std::string YamlInput::Restored(std::string_view text) const {
  std::string result(text);
  if (!mark_placeholder_.empty()) {
    absl::StrReplaceAll({{mark_placeholder_, kByteOrderMark}}, &result);
  }
  if (!colon_placeholder_.empty()) absl::StrReplaceAll({{colon_placeholder_, ":"}}, &result);
  return result;
}

bool YamlInput::EditEscapedQuotes(size_t offset) {
  const std::string_view read = text();
  std::vector<Edit> edits;
  for (size_t i = offset; i + 1 < read.size() && read[i] != '"'; ++i) {
    if (read[i] != '\\') continue;
    if (read[i + 1] == '\'') edits.push_back({SourceOffset(i), 1, "", 0});
    ++i;
  }
  return !edits.empty() && edits[0].offset == SourceOffset(offset) && Apply(std::move(edits));
}

bool YamlInput::EditColon(size_t offset) {
  if (offset >= text().size() || text()[offset] != ':') return false;
  if (colon_placeholder_.empty()) colon_placeholder_ = UnusedCharacter(source_, 0xE001);
  return !colon_placeholder_.empty() && Apply({{SourceOffset(offset), 1, colon_placeholder_, 0}});
}

bool YamlInput::EditTag(size_t offset) {
  const std::string_view read = text();
  std::vector<Edit> edits;
  for (size_t i = offset; i < read.size() && IsTagByte(read[i]); ++i) {
    if (absl::StrContains(",[]", read[i])) edits.push_back({SourceOffset(i), 1, ".", 0});
  }
  return !edits.empty() && Apply(std::move(edits));
}

}  // namespace svcenv
