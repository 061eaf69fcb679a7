#include "svcenv/syntax/json_parser.h"

#include <cmath>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "svcenv/syntax/json_item_runs.h"
#include "svcenv/syntax/json_number.h"
#include "svcenv/syntax/json_string.h"

namespace svcenv {
namespace {

size_t SkipDigits(std::string_view text, size_t at) {
  while (at < text.size() && absl::ascii_isdigit(text[at])) ++at;
  return at;
}

// Returns the end of the integer at the beginning of `text`, or 0 if it is not valid in JSON.
size_t EndOfInteger(std::string_view text) {
  const size_t begin = text.empty() || text[0] != '-' ? 0 : 1;
  const size_t end = SkipDigits(text, begin);
  return end == begin || (text[begin] == '0' && end > begin + 1) ? 0 : end;
}

// Returns whether `rest`, after an integer, is a valid fraction and exponent.
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

enum class NumberKind { kNumber, kTooLarge, kNotANumber };

// Parses the number `text` into `event`. Returns kTooLarge if it does not fit into a float64.
NumberKind ParseNumber(std::string_view text, TapeEvent* event) {
  const size_t end = EndOfInteger(text);
  if (end == 0 || (end < text.size() && !IsFraction(text.substr(end)))) {
    return NumberKind::kNotANumber;
  }
  event->set_kind(TapeEvent::kInteger);
  if (end == text.size() && absl::SimpleAtoi(text, &event->integer)) return NumberKind::kNumber;
  double value;
  if (!absl::SimpleAtod(text, &value) || !std::isfinite(value)) return NumberKind::kTooLarge;
  const Number number = NumberFromFloat(value);
  if (number.is_integer) {
    event->integer = number.integer;
  } else {
    event->set_kind(TapeEvent::kReal);
    event->real = number.real;
  }
  return NumberKind::kNumber;
}

}  // namespace

JsonParser::JsonParser(std::string_view text, HugeNumbers huge_numbers)
    : text_(text), huge_numbers_(huge_numbers), tokens_(text) {}
JsonParser::~JsonParser() = default;

JsonResult JsonParser::Read(size_t offset, DocumentBuilder& builder) {
  Begin(offset, builder, "");
  while (tokens_.Next()) {
    const Step step = TakeToken();
    if (step != Step::kContinue) return Fail(step);
    if (open_.empty()) return {JsonOutcome::kRead, tokens_.end(), {}};
  }
  return {JsonOutcome::kSyntax, text_.size(), ExplainJsonEnd(text_)};
}

JsonItems JsonParser::ReadItems(size_t offset, DocumentBuilder& builder) {
  Begin(offset, builder, "}]");
  const size_t depth = open_.size();
  JsonItems items;
  const auto is_after_item = [&] {
    return open_.size() == depth && expected_ == JsonExpected::kCommaOrEnd;
  };
  while (tokens_.Next()) {
    items.list_ends = is_after_item() && text_[tokens_.begin()] == ']';
    if (!items.list_ends && TakeToken() != Step::kContinue) return items;
    items.is_read = items.list_ends;
    if (items.list_ends) return items;
    if (is_after_item()) items.end = tokens_.end();
  }
  items.is_read = open_.size() == depth && expected_ == JsonExpected::kValue;
  return items;
}

void JsonParser::Begin(size_t offset, DocumentBuilder& builder, std::string_view open) {
  builder_ = &builder;
  runs_ = nullptr;
  open_ = open;
  expected_ = JsonExpected::kValue;
  tokens_.Seek(offset);
}

JsonResult JsonParser::Fail(Step step) const {
  const size_t begin = tokens_.begin();
  switch (step) {
    case Step::kRefused:
      return {JsonOutcome::kRefused, begin, builder_->error()};
    case Step::kTooLarge:
      return {JsonOutcome::kHugeNumber,
              begin,
              {static_cast<uint32_t>(begin), "this number is too large",
               "quote it to make it a string"}};
    case Step::kInvalid:
    case Step::kContinue:
      break;
  }
  return {JsonOutcome::kSyntax, begin,
          ExplainJsonToken(text_, begin, tokens_.end(), expected_,
                           open_.empty() ? '\0' : open_.back())};
}

// Inserts the run of items at this offset, if other threads have read it.
bool JsonParser::AdoptRun() {
  const DocumentContext& context = builder_->context();
  if (context.forking_sink == nullptr) return false;
  if (builder_->item_count() == 0) return false;  // the sink itself must see the first item
  const size_t offset = tokens_.begin();
  if (runs_ == nullptr) {
    if (text_.size() - offset < JsonItemRuns::kMinBytes) return false;
    runs_ = std::make_unique<JsonItemRuns>(text_, offset, context, builder_->list_name());
  }
  JsonItemRun* run = runs_->At(offset);
  if (run == nullptr) return false;
  builder_->Adopt(*run);
  tokens_.Seek(run->end);
  return true;
}

// Retries an invalid token with the byte-by-byte search, since simdjson's tokens may end too late.
JsonParser::Step JsonParser::TakeToken() {
  const Step step = Take();
  if (step != Step::kInvalid || tokens_.by_bytes()) return step;
  tokens_.SeekByBytes(tokens_.begin());
  tokens_.Next();
  return Take();
}

// Changes nothing if it returns kInvalid.
JsonParser::Step JsonParser::Take() {
  const char c = text_[tokens_.begin()];
  switch (expected_) {
    case JsonExpected::kCommaOrEnd:
      if (c != ',') return Close(c);
      expected_ = open_.back() == '}' ? JsonExpected::kKey : JsonExpected::kValue;
      return Step::kContinue;
    case JsonExpected::kKeyOrEnd:
      if (c == '}') return Close(c);
      [[fallthrough]];
    case JsonExpected::kKey:
      return c == '"' ? Key() : Step::kInvalid;
    case JsonExpected::kColon:
      if (c != ':') return Step::kInvalid;
      expected_ = JsonExpected::kValue;
      return Step::kContinue;
    case JsonExpected::kValueOrEnd:
      if (c == ']') return Close(c);
      [[fallthrough]];
    case JsonExpected::kValue:
      if (c == '{') return Open(true);
      if (c == '[') return Open(false);
      return Scalar();
  }
  return Step::kInvalid;
}

JsonParser::Step JsonParser::Open(bool is_map) {
  const auto offset = static_cast<uint32_t>(tokens_.begin());
  if (builder_->AtItem() && AdoptRun()) {
    expected_ = JsonExpected::kCommaOrEnd;
    return Step::kContinue;
  }
  open_.push_back(is_map ? '}' : ']');
  expected_ = is_map ? JsonExpected::kKeyOrEnd : JsonExpected::kValueOrEnd;
  const bool taken = is_map ? builder_->StartMap(offset) : builder_->StartList(offset);
  return taken ? Step::kContinue : Step::kRefused;
}

JsonParser::Step JsonParser::Close(char bracket) {
  if (open_.empty() || bracket != open_.back()) return Step::kInvalid;
  open_.pop_back();
  expected_ = JsonExpected::kCommaOrEnd;
  const auto end = static_cast<uint32_t>(tokens_.begin() + 1);
  const bool taken = bracket == '}' ? builder_->EndMap(end) : builder_->EndList(end);
  return taken ? Step::kContinue : Step::kRefused;
}

std::optional<JsonParser::Text> JsonParser::TextOfToken() {
  const size_t begin = tokens_.begin();
  const size_t end = tokens_.end();
  if (end < begin + 2 || text_[end - 1] != '"') return std::nullopt;
  if (tokens_.by_bytes() && FindJsonStringError(text_, begin, end).has_value()) {
    return std::nullopt;
  }
  const std::string_view raw = text_.substr(begin + 1, end - begin - 2);
  if (raw.find('\\') == raw.npos) return Text{raw, end, true};
  if (!UnescapeJson(raw, &unescaped_)) return std::nullopt;
  return Text{unescaped_, end, false};
}

JsonParser::Step JsonParser::Key() {
  const std::optional<Text> text = TextOfToken();
  if (!text.has_value()) return Step::kInvalid;
  const auto offset = static_cast<uint32_t>(tokens_.begin());
  const bool taken = builder_->Key(
      builder_->tape().TextEvent(TapeEvent::kKey, offset, text->text, text->is_verbatim));
  if (!taken) return Step::kRefused;
  expected_ = JsonExpected::kValue;
  if (tokens_.Next() && text_[tokens_.begin()] == ':') return Step::kContinue;
  expected_ = JsonExpected::kColon;
  tokens_.SeekByBytes(text->end);
  return Step::kContinue;
}

JsonParser::Step JsonParser::Scalar() {
  const size_t begin = tokens_.begin();
  const auto offset = static_cast<uint32_t>(begin);
  TapeEvent event(TapeEvent::kNull, offset);
  if (text_[begin] == '"') {
    const std::optional<Text> text = TextOfToken();
    if (!text.has_value()) return Step::kInvalid;
    event = builder_->tape().TextEvent(TapeEvent::kString, offset, text->text, text->is_verbatim);
  } else {
    const std::string_view token = text_.substr(begin, tokens_.end() - begin);
    if (token == "true" || token == "false") {
      event.set_kind(TapeEvent::kBool);
      event.boolean = token == "true";
    } else if (token != "null") {
      const NumberKind kind = ParseNumber(token, &event);
      if (kind == NumberKind::kNotANumber) return Step::kInvalid;
      if (kind == NumberKind::kTooLarge) {
        if (huge_numbers_ == HugeNumbers::kRefused) return Step::kTooLarge;
        event.integer = 0;
      }
    }
  }
  expected_ = JsonExpected::kCommaOrEnd;
  return builder_->Scalar(event) ? Step::kContinue : Step::kRefused;
}

}  // namespace svcenv
