#include "svcenv/manifest/json_tokens.h"

#include <algorithm>
#include <string_view>

#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

constexpr size_t kWindowBytes = 64 * 1024;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Whether the last character of `text` is cut off. simdjson's fallback kernel would look for the
// rest of it after the end.
bool EndsWithinCharacter(std::string_view text) {
  for (size_t length = 1; length <= std::min<size_t>(3, text.size()); ++length) {
    const std::string_view last = text.substr(text.size() - length);
    if (StartsCharacter(last[0])) return Utf8Length(last) != length;
  }
  return false;
}

}  // namespace

void JsonTokens::Seek(size_t offset) {
  if (offset < window_begin_ || offset > window_end_ || count_ == 0) {
    window_end_ = offset;
    next_ = count_ = 0;
    return;
  }
  const auto first = std::lower_bound(indexes_, indexes_ + count_, offset - window_begin_);
  next_ = static_cast<size_t>(first - indexes_);
}

size_t JsonTokens::end() const {
  size_t end = next_ < count_ ? window_begin_ + static_cast<size_t>(indexes_[next_]) : window_end_;
  while (end > begin_ + 1 && IsBlank(text_[end - 1])) --end;
  return end;
}

bool JsonTokens::NextWindow() {
  next_ = count_ = 0;
  while (!failed_ && count_ == 0 && window_end_ < text_.size()) {
    window_begin_ = window_end_;
    const size_t line_end = text_.find('\n', window_begin_ + kWindowBytes);
    window_end_ = line_end == text_.npos ? text_.size() : line_end + 1;
    const size_t size = window_end_ - window_begin_;
    failed_ = EndsWithinCharacter(text_.substr(window_begin_, size));
    if (failed_) break;
    if (parser_ == nullptr || parser_->capacity() < size) {
      const size_t capacity =
          std::max(size, std::min(text_.size(), kWindowBytes + kWindowBytes / 2));
      failed_ = simdjson::get_active_implementation()->create_dom_parser_implementation(
                    capacity, /*max_depth=*/1, parser_) != simdjson::SUCCESS;
      if (failed_) break;
    }
    const auto* bytes = reinterpret_cast<const uint8_t*>(text_.data() + window_begin_);
    const simdjson::error_code error = parser_->stage1(bytes, size, simdjson::stage1_mode::regular);
    if (error == simdjson::EMPTY) continue;  // nothing but blanks
    failed_ = error != simdjson::SUCCESS;
    if (failed_) break;
    indexes_ = parser_->structural_indexes.get();
    count_ = parser_->n_structural_indexes;
  }
  return count_ > 0;
}

}  // namespace svcenv
