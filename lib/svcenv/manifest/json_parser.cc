#include "svcenv/manifest/json_parser.h"

#include <cmath>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "svcenv/base/utf8.h"
#include "svcenv/manifest/json_item_runs.h"
#include "svcenv/manifest/json_number.h"

namespace svcenv {
namespace {

// The four hexadecimal digits at the beginning of `text`; -1 if they are none.
int HexUnit(std::string_view text) {
  if (text.size() < 4) return -1;
  int value = 0;
  for (const char c : text.substr(0, 4)) {
    if (!absl::ascii_isxdigit(c)) return -1;
    value = value * 16 + (absl::ascii_isdigit(c) ? c - '0' : absl::ascii_tolower(c) - 'a' + 10);
  }
  return value;
}

// What stands for itself or a control character after a backslash; 0 if that is no escape.
char SimpleEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

// Takes the digits of a \u escape, of two where they are a surrogate pair, from the beginning of
// `*rest`.
bool TakeUnicodeEscape(std::string_view* rest, std::string* out) {
  const int unit = HexUnit(*rest);
  if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return false;
  rest->remove_prefix(4);
  if (unit < 0xD800 || unit > 0xDBFF) {
    AppendUtf8(static_cast<uint32_t>(unit), out);
    return true;
  }
  if (rest->substr(0, 2) != "\\u") return false;
  const int low = HexUnit(rest->substr(2));
  if (low < 0xDC00 || low > 0xDFFF) return false;
  rest->remove_prefix(6);
  AppendUtf8(static_cast<uint32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)), out);
  return true;
}

// What stands between the quotes of a string; false if it has an escape that is none, or half of a
// surrogate pair.
bool Unescape(std::string_view text, std::string* out) {
  out->clear();
  while (true) {
    const size_t backslash = text.find('\\');
    out->append(text.substr(0, backslash));
    if (backslash == text.npos) return true;
    text.remove_prefix(backslash + 1);
    if (text.empty()) return false;
    const char escape = text[0];
    text.remove_prefix(1);
    if (escape == 'u') {
      if (!TakeUnicodeEscape(&text, out)) return false;
    } else if (const char c = SimpleEscape(escape); c != 0) {
      out->push_back(c);
    } else {
      return false;
    }
  }
}

size_t SkipDigits(std::string_view text, size_t at) {
  while (at < text.size() && absl::ascii_isdigit(text[at])) ++at;
  return at;
}

// Where the whole number at the beginning of `text` ends; 0 if JSON has no such number.
size_t EndOfInteger(std::string_view text) {
  const size_t begin = text.empty() || text[0] != '-' ? 0 : 1;
  const size_t end = SkipDigits(text, begin);
  return end == begin || (text[begin] == '0' && end > begin + 1) ? 0 : end;
}

// Whether `rest`, behind a whole number, makes a JSON number of it.
bool IsFraction(std::string_view rest) {
  size_t at = 0;
  if (rest[0] == '.') {
    at = SkipDigits(rest, 1);
    if (at == 1) return false;
  }
  if (at < rest.size() && (rest[at] == 'e' || rest[at] == 'E')) {
    size_t digits = at + 1;
    if (digits < rest.size() && (rest[digits] == '+' || rest[digits] == '-')) ++digits;
    at = SkipDigits(rest, digits);
    if (at == digits) return false;
  }
  return at == rest.size();
}

// The number that is `text`; false if it is none, or none that float64 holds.
bool ParseNumber(std::string_view text, TapeEvent* event) {
  const size_t end = EndOfInteger(text);
  if (end == 0 || (end < text.size() && !IsFraction(text.substr(end)))) return false;
  event->set_kind(TapeEvent::kInteger);
  if (end == text.size() && absl::SimpleAtoi(text, &event->integer)) return true;
  double value;
  if (!absl::SimpleAtod(text, &value) || !std::isfinite(value)) return false;
  const Number number = NumberFromFloat(value);
  if (number.is_integer) {
    event->integer = number.integer;
  } else {
    event->set_kind(TapeEvent::kReal);
    event->real = number.real;
  }
  return true;
}

}  // namespace

JsonParser::JsonParser(std::string_view text) : text_(text), tokens_(text) {}
JsonParser::~JsonParser() = default;

JsonParser::Outcome JsonParser::Read(size_t offset, DocumentBuilder& builder, size_t* end) {
  builder_ = &builder;
  runs_ = nullptr;
  open_.clear();
  tokens_.Seek(offset);
  Expected expected = Expected::kValue;
  while (tokens_.Next()) {
    const Step step = Take(&expected);
    if (step == Step::kRefused) return Outcome::kRefused;
    if (step == Step::kNotRead) return Outcome::kNotRead;
    if (open_.empty()) {
      *end = tokens_.end();
      return Outcome::kRead;
    }
  }
  return Outcome::kNotRead;
}

JsonParser::Outcome JsonParser::ReadItems(size_t offset, DocumentBuilder& builder, size_t* end,
                                          bool* list_ends) {
  builder_ = &builder;
  open_ = "}]";
  const size_t depth = open_.size();
  tokens_.Seek(offset);
  Expected expected = Expected::kValue;
  while (tokens_.Next()) {
    const bool behind_item = open_.size() == depth && expected == Expected::kCommaOrEnd;
    if (behind_item && text_[tokens_.begin()] == ']') {
      *list_ends = true;
      return Outcome::kRead;
    }
    const Step step = Take(&expected);
    if (step == Step::kRefused) return Outcome::kRefused;
    if (step == Step::kNotRead) return Outcome::kNotRead;
    if (open_.size() == depth && expected == Expected::kCommaOrEnd) *end = tokens_.end();
  }
  const bool at_item = open_.size() == depth && expected == Expected::kValue;
  return at_item && !tokens_.failed() ? Outcome::kRead : Outcome::kNotRead;
}

// Takes over the items from here on that other threads have read.
bool JsonParser::AdoptRun() {
  const DocumentContext& context = builder_->context();
  if (context.threads <= 1 || context.sink == nullptr || !context.sink->forks()) return false;
  if (builder_->item_count() == 0) return false;  // which the sink is to see itself
  const size_t offset = tokens_.begin();
  if (runs_ == nullptr) {
    if (text_.size() - offset < JsonItemRuns::kLeastBytes) return false;
    runs_ = std::make_unique<JsonItemRuns>(text_, offset, context, builder_->list_name());
  }
  JsonItemRun* run = runs_->At(offset);
  if (run == nullptr) return false;
  builder_->Adopt(*run);
  tokens_.Seek(run->end);
  return true;
}

JsonParser::Step JsonParser::Take(Expected* expected) {
  const char c = text_[tokens_.begin()];
  switch (*expected) {
    case Expected::kCommaOrEnd:
      if (c != ',') return Close(c, expected);
      *expected = open_.back() == '}' ? Expected::kKey : Expected::kValue;
      return Step::kGoOn;
    case Expected::kKeyOrEnd:
      if (c == '}') return Close(c, expected);
      [[fallthrough]];
    case Expected::kKey:
      *expected = Expected::kValue;
      return c == '"' ? Key() : Step::kNotRead;
    case Expected::kValueOrEnd:
      if (c == ']') return Close(c, expected);
      [[fallthrough]];
    case Expected::kValue:
      if (c == '{') return Open(true, expected);
      if (c == '[') return Open(false, expected);
      *expected = Expected::kCommaOrEnd;
      return Scalar();
  }
  return Step::kNotRead;
}

JsonParser::Step JsonParser::Open(bool is_map, Expected* expected) {
  const auto offset = static_cast<uint32_t>(tokens_.begin());
  if (builder_->AtItem() && AdoptRun()) {
    *expected = Expected::kCommaOrEnd;
    return Step::kGoOn;
  }
  open_.push_back(is_map ? '}' : ']');
  *expected = is_map ? Expected::kKeyOrEnd : Expected::kValueOrEnd;
  const bool taken = is_map ? builder_->StartMap(offset) : builder_->StartList(offset);
  return taken ? Step::kGoOn : Step::kRefused;
}

JsonParser::Step JsonParser::Close(char bracket, Expected* expected) {
  if (open_.empty() || bracket != open_.back()) return Step::kNotRead;
  open_.pop_back();
  *expected = Expected::kCommaOrEnd;
  const auto end = static_cast<uint32_t>(tokens_.begin() + 1);
  const bool taken = bracket == '}' ? builder_->EndMap(end) : builder_->EndList(end);
  return taken ? Step::kGoOn : Step::kRefused;
}

bool JsonParser::TakeText(std::string_view* text, bool* is_verbatim) {
  const size_t begin = tokens_.begin();
  const size_t end = tokens_.end();
  if (end < begin + 2 || text_[end - 1] != '"') return false;
  *text = text_.substr(begin + 1, end - begin - 2);
  *is_verbatim = text->find('\\') == text->npos;
  if (*is_verbatim) return true;
  if (!Unescape(*text, &unescaped_)) return false;
  *text = unescaped_;
  return true;
}

JsonParser::Step JsonParser::Key() {
  std::string_view text;
  bool is_verbatim;
  if (!TakeText(&text, &is_verbatim)) return Step::kNotRead;
  const auto offset = static_cast<uint32_t>(tokens_.begin());
  const bool taken =
      builder_->Key(builder_->tape().TextEvent(TapeEvent::kKey, offset, text, is_verbatim));
  if (!taken) return Step::kRefused;
  return tokens_.Next() && text_[tokens_.begin()] == ':' ? Step::kGoOn : Step::kNotRead;
}

JsonParser::Step JsonParser::Scalar() {
  const size_t begin = tokens_.begin();
  const auto offset = static_cast<uint32_t>(begin);
  if (text_[begin] == '"') {
    std::string_view text;
    bool is_verbatim;
    if (!TakeText(&text, &is_verbatim)) return Step::kNotRead;
    const bool taken =
        builder_->Scalar(builder_->tape().TextEvent(TapeEvent::kString, offset, text, is_verbatim));
    return taken ? Step::kGoOn : Step::kRefused;
  }
  TapeEvent event(TapeEvent::kNull, offset);
  const std::string_view token = text_.substr(begin, tokens_.end() - begin);
  if (token == "true" || token == "false") {
    event.set_kind(TapeEvent::kBool);
    event.boolean = token == "true";
  } else if (token != "null" && !ParseNumber(token, &event)) {
    return Step::kNotRead;
  }
  return builder_->Scalar(event) ? Step::kGoOn : Step::kRefused;
}

}  // namespace svcenv
