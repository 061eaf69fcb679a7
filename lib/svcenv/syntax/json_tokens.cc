#include "svcenv/syntax/json_tokens.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/match.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

constexpr size_t kWindowBytes = 64 * 1024;
constexpr std::string_view kPunctuation = "{}[]:,";

// Returns whether the last character of `text` is cut off. simdjson's fallback kernel would read
// beyond the end to complete it.
bool EndsWithinCharacter(std::string_view text) {
  for (size_t length = 1; length <= std::min<size_t>(3, text.size()); ++length) {
    const std::string_view last = text.substr(text.size() - length);
    if (StartsCharacter(last[0])) return Utf8Length(last) != length;
  }
  return false;
}

// Returns the end of the string at `begin`, after its closing quote, or the end of the text.
size_t EndOfString(std::string_view text, size_t begin) {
  size_t at = begin + 1;
  while ((at = text.find_first_of("\\\"", at)) != text.npos) {
    if (text[at] == '"') return at + 1;
    at += 2;
  }
  return text.size();
}

size_t EndOfToken(std::string_view text, size_t begin) {
  if (text[begin] == '"') return EndOfString(text, begin);
  if (absl::StrContains(kPunctuation, text[begin])) return begin + 1;
  return std::min(text.size(), text.find_first_of("{}[]:,\" \t\n\r", begin));
}

}  // namespace

size_t SkipJsonSpace(std::string_view text, size_t offset) {
  while (offset < text.size() && IsJsonSpace(text[offset])) ++offset;
  return offset;
}

void JsonTokens::Seek(size_t offset) {
  if (offset < window_begin_ || offset > window_end_ || count_ == 0) {
    window_end_ = offset;
    next_ = count_ = 0;
    return;
  }
  const auto first = std::lower_bound(indexes_, indexes_ + count_, offset - window_begin_);
  next_ = static_cast<size_t>(first - indexes_);
}

void JsonTokens::SeekByBytes(size_t offset) {
  by_bytes_ = true;
  window_end_ = offset;
  next_ = count_ = 0;
}

size_t JsonTokens::end() const {
  if (by_bytes_) return window_end_;
  size_t end = next_ < count_ ? window_begin_ + static_cast<size_t>(indexes_[next_]) : window_end_;
  while (end > begin_ + 1 && IsJsonSpace(text_[end - 1])) --end;
  return end;
}

bool JsonTokens::NextByBytes() {
  static constexpr uint32_t kFirst = 0;
  window_begin_ = SkipJsonSpace(text_, window_end_);
  if (window_begin_ == text_.size()) {
    window_end_ = window_begin_;
    return false;
  }
  window_end_ = EndOfToken(text_, window_begin_);
  indexes_ = &kFirst;
  count_ = 1;
  return true;
}

// Finds the tokens of the window. Returns false if simdjson rejects it.
bool JsonTokens::IndexWindow() {
  const size_t size = window_end_ - window_begin_;
  if (EndsWithinCharacter(text_.substr(window_begin_, size))) return false;
  if (parser_ == nullptr || parser_->capacity() < size) {
    const size_t capacity = std::max(size, std::min(text_.size(), kWindowBytes + kWindowBytes / 2));
    const simdjson::error_code error =
        simdjson::get_active_implementation()->create_dom_parser_implementation(
            capacity, /*max_depth=*/1, parser_);
    if (error != simdjson::SUCCESS) return false;
  }
  const auto* bytes = reinterpret_cast<const uint8_t*>(text_.data() + window_begin_);
  const simdjson::error_code error = parser_->stage1(bytes, size, simdjson::stage1_mode::regular);
  if (error == simdjson::EMPTY) return true;  // only whitespace
  if (error != simdjson::SUCCESS) return false;
  indexes_ = parser_->structural_indexes.get();
  count_ = parser_->n_structural_indexes;
  return true;
}

bool JsonTokens::NextWindow() {
  next_ = count_ = 0;
  if (by_bytes_) return NextByBytes();
  while (count_ == 0 && window_end_ < text_.size()) {
    window_begin_ = window_end_;
    const size_t line_end = text_.find('\n', window_begin_ + kWindowBytes);
    window_end_ = line_end == text_.npos ? text_.size() : line_end + 1;
    if (!IndexWindow()) {
      SeekByBytes(window_begin_);
      return NextByBytes();
    }
  }
  return count_ > 0;
}

}  // namespace svcenv
