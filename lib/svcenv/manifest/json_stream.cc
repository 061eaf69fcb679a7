#include "svcenv/manifest/json_stream.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "nlohmann/json.hpp"
#include "svcenv/manifest/json_errors.h"
#include "svcenv/manifest/json_number.h"

namespace svcenv {
namespace {

using Json = nlohmann::json;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// An iterator over bytes that tells how far the furthest of its copies was moved.
class TrackedIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TrackedIterator(const char* at, const char** cursor) : at_(at), cursor_(cursor) {}

  reference operator*() const { return *at_; }
  TrackedIterator& operator++() {
    *cursor_ = ++at_;
    return *this;
  }
  TrackedIterator operator++(int) {
    TrackedIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const TrackedIterator& other) const { return at_ == other.at_; }
  bool operator!=(const TrackedIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** cursor_;
};

// From nlohmann's events to ours. nlohmann gives no positions: they are found between the end of
// the event before and what was read.
class JsonHandler {
 public:
  // `text` is what is parsed, byte for byte at the place of `source`, which it differs from where
  // escapes were replaced.
  JsonHandler(std::string_view text, std::string_view source, size_t begin,
              const char* const& cursor, DocumentBuilder& builder)
      : text_(text),
        source_(source),
        begin_(begin),
        end_(begin),
        cursor_(cursor),
        builder_(builder) {}

  bool null() { return builder_.Scalar(TapeEvent(TapeEvent::kNull, TakeWord(4))); }
  bool boolean(bool value) {
    TapeEvent event(TapeEvent::kBool, TakeWord(value ? 4 : 5));
    event.boolean = value;
    return builder_.Scalar(event);
  }
  bool number_integer(int64_t value) { return Integer(TakeNumber(), value); }
  bool number_unsigned(uint64_t value) {
    const uint32_t offset = TakeNumber();
    if (value <= INT64_MAX) return Integer(offset, static_cast<int64_t>(value));
    return Real(offset, static_cast<double>(value));
  }
  bool number_float(double value, const std::string&) {
    const uint32_t offset = TakeNumber();
    const Number number = NumberFromFloat(value);
    return number.is_integer ? Integer(offset, number.integer) : Real(offset, number.real);
  }
  bool string(std::string& value) { return builder_.Scalar(TakeString(TapeEvent::kString, value)); }
  bool key(std::string& value) { return builder_.Key(TakeString(TapeEvent::kKey, value)); }
  bool start_object(size_t) { return builder_.StartMap(TakeWord(1)); }
  bool start_array(size_t) { return builder_.StartList(TakeWord(1)); }
  bool end_object() { return builder_.EndMap(TakeEnd()); }
  bool end_array() { return builder_.EndList(TakeEnd()); }
  bool binary(Json::binary_t&) { return false; }

  bool parse_error(size_t position, const std::string& last_token,
                   const nlohmann::detail::exception& e) {
    constexpr int kNumberOverflow = 406;
    is_huge_number_ = e.id == kNumberOverflow;
    has_error_ = true;
    error_ = ExplainJsonError(source_, begin_ + position, last_token, e.what());
    return false;
  }

  bool is_syntax_error() const { return has_error_ && !is_huge_number_; }
  bool is_huge_number() const { return is_huge_number_; }
  const TextError& error() const { return has_error_ ? error_ : builder_.error(); }

 private:
  uint32_t Begin() {
    while (end_ < text_.size() &&
           (IsBlank(text_[end_]) || text_[end_] == ',' || text_[end_] == ':')) {
      ++end_;
    }
    return static_cast<uint32_t>(end_);
  }

  uint32_t TakeWord(size_t length) {
    const uint32_t begin = Begin();
    end_ = begin + length;
    return begin;
  }

  uint32_t TakeNumber() {
    const uint32_t begin = Begin();
    end_ = EndOfNumber(text_, begin);
    return begin;
  }

  uint32_t TakeEnd() {
    end_ = static_cast<size_t>(cursor_ - text_.data());
    return static_cast<uint32_t>(end_);
  }

  // A string without escapes, which are longer than what they stand for, is viewed where it stands.
  TapeEvent TakeString(TapeEvent::Kind kind, const std::string& value) {
    const uint32_t begin = Begin();
    TakeEnd();
    const bool is_verbatim = end_ - begin == value.size() + 2;
    return builder_.tape().TextEvent(
        kind, begin,
        is_verbatim ? source_.substr(begin + 1, value.size()) : std::string_view(value),
        is_verbatim);
  }

  bool Integer(uint32_t offset, int64_t value) {
    TapeEvent event(TapeEvent::kInteger, offset);
    event.integer = value;
    return builder_.Scalar(event);
  }
  bool Real(uint32_t offset, double value) {
    TapeEvent event(TapeEvent::kReal, offset);
    event.real = value;
    return builder_.Scalar(event);
  }

  const std::string_view text_;
  const std::string_view source_;
  const size_t begin_;
  size_t end_;  // of the last event
  const char* const& cursor_;
  DocumentBuilder& builder_;
  bool is_huge_number_ = false;
  bool has_error_ = false;  // else the builder has
  TextError error_;
};

// Whether `text` may hold an escape of half a surrogate pair.
bool HasSurrogateEscapes(std::string_view text) {
  return text.find("\\ud") != text.npos || text.find("\\uD") != text.npos;
}

// The value of the four hexadecimal digits of the \u escape at `i`; -1 if there is none.
int EscapedUnit(std::string_view text, size_t i) {
  if (i + 6 > text.size() || text[i] != '\\' || text[i + 1] != 'u') return -1;
  int value = 0;
  for (char c : text.substr(i + 2, 4)) {
    if (!absl::ascii_isxdigit(c)) return -1;
    value = value * 16 + (absl::ascii_isdigit(c) ? c - '0' : absl::ascii_tolower(c) - 'a' + 10);
  }
  return value;
}

// `text` with \ufffd for each half of a surrogate pair that stands alone, as Go reads it. Of the
// same length.
std::string WithoutLoneSurrogates(std::string_view text) {
  std::string result(text);
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') in_string = !in_string;
    if (!in_string || text[i] != '\\') continue;
    const int unit = EscapedUnit(text, i);
    if (unit < 0xD800 || unit > 0xDFFF) {
      ++i;  // what is escaped is no quote
      continue;
    }
    const int next = EscapedUnit(text, i + 6);
    if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
      i += 11;
      continue;
    }
    result.replace(i, 6, "\\ufffd");
    i += 5;
  }
  return result;
}

// nlohmann would skip it.
bool StartsWithByteOrderMark(std::string_view text) { return text.substr(0, 3) == "\xEF\xBB\xBF"; }

}  // namespace

JsonResult JsonStream::Read(size_t offset, const DocumentContext& context,
                            std::optional<DocumentBuilder>* builder) {
  const size_t first_loss = context.losses->size();
  builder->emplace(context);
  JsonResult result;
  switch (parser_.Read(offset, **builder, &result.end)) {
    case JsonParser::Outcome::kRead:
      result.ok = true;
      return result;
    case JsonParser::Outcome::kRefused:
      result.error = (*builder)->error();
      return result;
    case JsonParser::Outcome::kNotRead:
      break;
  }
  (*builder)->DropItems();
  context.losses->resize(first_loss);
  builder->emplace(context);
  return ReadAndExplain(offset, **builder);
}

void JsonStream::ReplaceLoneSurrogates() {
  if (has_replaced_surrogates_ || !HasSurrogateEscapes(source_)) return;
  has_replaced_surrogates_ = true;
  replaced_ = WithoutLoneSurrogates(source_);
  text_ = replaced_;
}

void JsonStream::ReplaceHugeNumbers() {
  ReplaceLoneSurrogates();
  if (replaced_.empty()) replaced_ = std::string(source_);
  svcenv::ReplaceHugeNumbers(&replaced_);
  text_ = replaced_;
}

size_t JsonStream::SkipBlanks(size_t offset) const {
  while (offset < text_.size() && IsBlank(text_[offset])) ++offset;
  return offset;
}

JsonResult JsonStream::ReadAndExplain(size_t offset, DocumentBuilder& builder) {
  ReplaceLoneSurrogates();
  JsonResult result;
  if (StartsWithByteOrderMark(text_.substr(offset))) {
    result.is_syntax = true;
    result.error = {static_cast<uint32_t>(offset), "a byte order mark stands within the file",
                    "remove it"};
    return result;
  }
  const char* cursor = text_.data() + offset;
  JsonHandler handler(text_, source_, offset, cursor, builder);
  const TrackedIterator begin(cursor, &cursor);
  const TrackedIterator end(text_.data() + text_.size(), &cursor);
  result.ok = Json::sax_parse(begin, end, &handler, Json::input_format_t::json, /*strict=*/false);
  result.is_syntax = handler.is_syntax_error();
  result.is_huge_number = handler.is_huge_number();
  if (!result.ok) result.error = handler.error();
  result.end = static_cast<size_t>(cursor - text_.data());
  return result;
}

}  // namespace svcenv
