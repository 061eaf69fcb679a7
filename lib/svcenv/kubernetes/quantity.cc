#include "svcenv/kubernetes/quantity.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

constexpr int kNano = 9;  // decimal places
constexpr int64_t kMilli = 3;
constexpr std::string_view kMaxInt64 = "9223372036854775807";

struct Suffix {
  std::string_view text;
  int exponent;
};

constexpr std::array<Suffix, 10> kDecimalSuffixes = {{{"n", -9},
                                                      {"u", -6},
                                                      {"m", -3},
                                                      {"", 0},
                                                      {"k", 3},
                                                      {"M", 6},
                                                      {"G", 9},
                                                      {"T", 12},
                                                      {"P", 15},
                                                      {"E", 18}}};
constexpr std::array<Suffix, 6> kBinarySuffixes = {
    {{"Ki", 10}, {"Mi", 20}, {"Gi", 30}, {"Ti", 40}, {"Pi", 50}, {"Ei", 60}}};

template <size_t size>
const Suffix* FindText(const std::array<Suffix, size>& table, std::string_view text) {
  const auto row =
      std::find_if(table.begin(), table.end(), [&](const Suffix& s) { return s.text == text; });
  return row == table.end() ? nullptr : &*row;
}

// Returns "" if no suffix has that exponent.
template <size_t size>
std::string_view FindExponent(const std::array<Suffix, size>& table, int64_t exponent) {
  const auto row = std::find_if(table.begin(), table.end(),
                                [&](const Suffix& s) { return s.exponent == exponent; });
  return row == table.end() ? std::string_view() : row->text;
}

// The parts of a quantity, before the suffix is interpreted.
struct Parts {
  bool negative = false;
  bool has_digits = false;
  std::string_view integer;  // without leading zeros, at least "0"
  std::string_view fraction;
  std::string_view suffix;
};

std::string_view ConsumeWhile(std::string_view* text, bool (*predicate)(char)) {
  const auto end = std::find_if_not(text->begin(), text->end(), predicate);
  const std::string_view result = text->substr(0, end - text->begin());
  text->remove_prefix(result.size());
  return result;
}

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }
bool IsZeroDigit(char c) { return c == '0'; }
bool IsSuffixLetter(char c) { return absl::StrContains("eEinumkKMGTP", c); }

// parseQuantityString.
std::optional<Parts> Split(std::string_view text) {
  Parts parts;
  parts.negative = absl::StartsWith(text, "-");
  if (!absl::ConsumePrefix(&text, "-")) absl::ConsumePrefix(&text, "+");
  const std::string_view zeros = ConsumeWhile(&text, IsZeroDigit);
  parts.integer = ConsumeWhile(&text, IsDigit);
  // A string that ends here is a number even without digits.
  parts.has_digits = !zeros.empty() || !parts.integer.empty() || text.empty();
  if (parts.integer.empty()) parts.integer = "0";
  if (absl::ConsumePrefix(&text, ".")) {
    parts.fraction = ConsumeWhile(&text, IsDigit);
    parts.has_digits = parts.has_digits || !parts.fraction.empty();
  }
  parts.suffix = text;
  ConsumeWhile(&text, IsSuffixLetter);
  if (!absl::ConsumePrefix(&text, "-")) absl::ConsumePrefix(&text, "+");
  ConsumeWhile(&text, IsDigit);
  if (!text.empty()) return std::nullopt;
  return parts;
}

// The meaning of a suffix: multiply by base^exponent.
struct Scale {
  int base;
  int64_t exponent;
  bool as_exponent;  // written with e or E
};

absl::StatusOr<Scale> Interpret(std::string_view suffix) {
  if (const Suffix* decimal = FindText(kDecimalSuffixes, suffix)) {
    return Scale{10, decimal->exponent, false};
  }
  if (const Suffix* binary = FindText(kBinarySuffixes, suffix)) {
    return Scale{2, binary->exponent, false};
  }
  Scale result{10, 0, true};
  if (absl::ascii_tolower(suffix[0]) == 'e' &&
      absl::SimpleAtoi(suffix.substr(1), &result.exponent)) {
    return result;
  }
  return absl::InvalidArgumentError(absl::StrCat("'", suffix, "' is not a valid quantity suffix"));
}

// Returns digits * factor. `factor` is at most 2^60.
std::string Multiply(std::string digits, uint64_t factor) {
  uint64_t carry = 0;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    carry += static_cast<uint64_t>(*digit - '0') * factor;
    *digit = static_cast<char>('0' + carry % 10);
    carry /= 10;
  }
  return carry == 0 ? digits : absl::StrCat(carry, digits);
}

void Increment(std::string* digits) {
  const size_t last = digits->find_last_not_of('9');
  if (last == std::string::npos) {
    digits->assign(digits->size() + 1, '0');
    digits->front() = '1';
    return;
  }
  ++(*digits)[last];
  std::fill(digits->begin() + last + 1, digits->end(), '0');
}

// Returns the low 64 bits of digits * 10^exponent, rounded down.
uint64_t LowBits(std::string_view digits, int64_t exponent) {
  if (exponent < 0) {
    digits.remove_suffix(std::min(static_cast<uint64_t>(-exponent), uint64_t{digits.size()}));
  }
  uint64_t result = 0;
  for (const char digit : digits) result = result * 10 + static_cast<uint64_t>(digit - '0');
  // 10^64 is a multiple of 2^64.
  for (int64_t i = std::min<int64_t>(exponent, 64); i > 0; --i) result *= 10;
  return result;
}

// Returns the first `most` digits, rounded up, and the number of dropped digits. decFromDigits.
std::pair<std::string, int64_t> FirstDigits(std::string digits, size_t most) {
  digits.erase(0, digits.find_first_not_of('0'));
  if (digits.size() <= most) return {std::move(digits), 0};
  const int64_t dropped = static_cast<int64_t>(digits.size() - most);
  const bool exact = digits.find_first_not_of('0', most) == std::string::npos;
  digits.resize(most);
  if (!exact) Increment(&digits);
  return {std::move(digits), dropped};
}

// Returns whether digits * 10^exponent exceeds 2^63-1. `digits` has no zeros at either end.
bool AboveMaxInt64(std::string_view digits, int64_t exponent) {
  const int64_t size = static_cast<int64_t>(digits.size()) + exponent;
  const int64_t max_size = static_cast<int64_t>(kMaxInt64.size());
  return size > max_size || (size == max_size && digits > kMaxInt64);
}

// Returns whether Kubernetes stores the number in an int64. ParseQuantity.
bool FitsFastPath(const Parts& parts, const Scale& scale) {
  constexpr int64_t kDecimalDigits = 18;
  constexpr int64_t kBinaryDigits = 14;
  const int64_t digits = static_cast<int64_t>(parts.integer.size() + parts.fraction.size());
  if (scale.base == 2) {
    return parts.fraction.empty() && digits + scale.exponent * 3 / 10 <= kBinaryDigits;
  }
  return digits <= kDecimalDigits &&
         scale.exponent - static_cast<int64_t>(parts.fraction.size()) >= -kNano;
}

// Returns whether a number that fits the fast path is kept as written.
bool KeepsText(const Parts& parts, const Scale& scale) {
  if (scale.base == 2) return LowBits(parts.integer, 0) % 8 != 0;
  const std::string digits = absl::StrCat(parts.integer, parts.fraction);
  const int64_t exponent = scale.exponent - static_cast<int64_t>(parts.fraction.size());
  return exponent % 3 == 0 && !absl::EndsWith(digits, "000") && digits[0] != '0';
}

}  // namespace

absl::StatusOr<Quantity> Quantity::Parse(std::string_view text, QuantityRules rules) {
  const std::optional<Parts> parts = Split(text);
  if (text.empty() || !parts.has_value()) {
    return absl::InvalidArgumentError("must be a number with at most one suffix");
  }
  const absl::StatusOr<Scale> scale = Interpret(parts->suffix);
  if (!scale.ok()) return scale.status();
  constexpr int64_t kMaxExponent = std::numeric_limits<int32_t>::max() - kNano;
  const int64_t fraction_digits = static_cast<int64_t>(parts->fraction.size());
  if (scale->exponent > kMaxExponent || scale->exponent < fraction_digits - kMaxExponent) {
    return absl::InvalidArgumentError(
        absl::StrCat("the exponent of '", parts->suffix, "' is out of range"));
  }
  int64_t decimal_exponent = (scale->base == 10 ? scale->exponent : 0) - fraction_digits;

  Quantity result;
  result.rules_ = rules;
  result.arbitrary_ = !FitsFastPath(*parts, *scale);
  if (result.arbitrary_ && !parts->has_digits) {
    return absl::InvalidArgumentError("must have at least one digit");
  }
  if (!result.arbitrary_ && KeepsText(*parts, *scale)) result.text_ = std::string(text);
  result.format_ = scale->base == 2     ? Format::kBinarySi
                   : scale->as_exponent ? Format::kDecimalExponent
                                        : Format::kDecimalSi;
  std::string digits = absl::StrCat(parts->integer, parts->fraction);
  if (rules == QuantityRules::kSaturating) {
    // maxSignificantDigits and maxBinarySISignificantDigits.
    auto [first, dropped] = FirstDigits(std::move(digits), scale->base == 2 ? 70 : 29);
    digits = std::move(first);
    decimal_exponent += dropped;
  }
  if (scale->base == 2) digits = Multiply(std::move(digits), uint64_t{1} << scale->exponent);
  result.Set(std::move(digits), decimal_exponent);
  result.negative_ = parts->negative && !result.IsZero();
  result.places_ = -decimal_exponent;
  if (result.arbitrary_) result.Limit();
  return result;
}

absl::StatusOr<Quantity> Quantity::ParseField(std::string_view text, QuantityRules rules) {
  // Fast path: almost no quantity has whitespace at an end.
  if (!text.empty() && absl::ascii_isgraph(static_cast<unsigned char>(text.front())) &&
      absl::ascii_isgraph(static_cast<unsigned char>(text.back()))) {
    return Parse(text, rules);
  }
  // The whitespace that strings.TrimSpace removes and JSON does not escape.
  constexpr std::string_view kBlanks[] = {
      " ",      "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
      "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u202F", "\u205F", "\u3000"};
  const auto trim = [&] {
    return std::any_of(std::begin(kBlanks), std::end(kBlanks), [&](std::string_view blank) {
      return absl::ConsumePrefix(&text, blank) || absl::ConsumeSuffix(&text, blank);
    });
  };
  while (trim()) {
  }
  return Parse(text, rules);
}

void Quantity::Set(std::string digits, int64_t exponent) {
  const size_t end = digits.find_last_not_of('0') + 1;  // npos + 1 is 0
  exponent_ = end == 0 ? 0 : exponent + static_cast<int64_t>(digits.size() - end);
  digits.resize(end);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  digits_ = std::move(digits);
}

void Quantity::Limit() {
  if (IsZero()) return;
  RoundUp(kNano);
  if (format_ != Format::kBinarySi) return;
  if (AboveMaxInt64(digits_, exponent_)) {
    digits_ = kMaxInt64;
    exponent_ = 0;
    places_ = 0;
  }
  if (static_cast<int64_t>(digits_.size()) + exponent_ <= 0) format_ = Format::kDecimalSi;
}

void Quantity::RoundUp(int64_t places) {
  places_ = arbitrary_ ? places : std::min(places_, places);
  if (exponent_ >= -places) return;
  const int64_t kept = static_cast<int64_t>(digits_.size()) + exponent_ + places;
  digits_.resize(std::max<int64_t>(kept, 0));
  Increment(&digits_);  // digits_ does not end in 0, so a nonzero digit was cut off
  Set(std::move(digits_), -places);
}

void Quantity::RoundUpToMilli() {
  if (arbitrary_ || exponent_ < -kMilli) text_.clear();
  RoundUp(kMilli);
}

// AsScaledInt64 in quantity.go of 0.38; ScaledValue in earlier versions.
int64_t Quantity::ScaledValue(int64_t places) const {
  if (IsZero()) return 0;
  if (rules_ == QuantityRules::kWrapping) return WrappedValue(places);
  Quantity rounded = *this;
  rounded.RoundUp(places);
  const int64_t exponent = rounded.exponent_ + places;
  if (AboveMaxInt64(rounded.digits_, exponent)) {
    using Limits = std::numeric_limits<int64_t>;
    return negative_ ? Limits::min() : Limits::max();
  }
  const int64_t magnitude = static_cast<int64_t>(LowBits(rounded.digits_, exponent));
  return negative_ ? -magnitude : magnitude;
}

// ScaledValue in quantity.go of 0.37; for arbitrary_ numbers, scaledValue in scale_int.go.
int64_t Quantity::WrappedValue(int64_t places) const {
  if (!arbitrary_) {
    // On overflow, positiveScaleInt64 in math.go returns 0, except for the powers of ten listed
    // here, where it wraps around.
    constexpr int64_t kShortcuts[] = {1, 2, 3, 6, 9};
    const bool wraps =
        std::count(std::begin(kShortcuts), std::end(kShortcuts), places - places_) > 0;
    if (Overflows(places) && !wraps) return 0;
    Quantity rounded = *this;
    rounded.RoundUp(places);
    const uint64_t magnitude = LowBits(rounded.digits_, rounded.exponent_ + places);
    return static_cast<int64_t>(negative_ ? -magnitude : magnitude);
  }
  const uint64_t bits = LowBits(digits_, exponent_ + places_);
  const uint64_t unscaled = negative_ ? -bits : bits;
  if (places >= places_) return static_cast<int64_t>(unscaled * LowBits("1", places - places_));
  if (negative_ || !AboveMaxInt64(digits_, exponent_ + places_)) {
    const int64_t divisor = static_cast<int64_t>(LowBits("1", places_ - places));
    const int64_t number = static_cast<int64_t>(unscaled);
    return number / divisor + (number % divisor != 0 ? 1 : 0);
  }
  const uint64_t quotient = LowBits(digits_, exponent_ + places);
  return static_cast<int64_t>(quotient + (exponent_ + places < 0 ? 1 : 0));
}

bool Quantity::Overflows(int64_t places) const {
  Quantity rounded = *this;
  rounded.RoundUp(places);
  return AboveMaxInt64(rounded.digits_, rounded.exponent_ + places);
}

int Quantity::Compare(const Quantity& other) const {
  const auto sign = [](const Quantity& q) { return q.IsZero() ? 0 : q.negative_ ? -1 : 1; };
  if (sign(*this) != sign(other)) return sign(*this) < sign(other) ? -1 : 1;
  if (IsZero()) return 0;
  const int64_t size = static_cast<int64_t>(digits_.size()) + exponent_;
  const int64_t other_size = static_cast<int64_t>(other.digits_.size()) + other.exponent_;
  const int magnitude =
      size != other_size ? (size < other_size ? -1 : 1) : digits_.compare(other.digits_);
  return magnitude == 0 ? 0 : (magnitude < 0) != negative_ ? -1 : 1;
}

// CanonicalizeBytes in quantity.go.
std::string Quantity::ToString() const {
  if (!text_.empty()) return text_;
  if (IsZero()) return "0";
  const std::string_view sign = negative_ ? "-" : "";
  std::string digits = digits_;
  int64_t exponent = exponent_;
  if (format_ == Format::kBinarySi && exponent >= 0) {
    uint64_t number = LowBits(digits, exponent);
    if (number >= 1024) {
      int64_t power = 0;
      for (; number % 1024 == 0; number /= 1024) power += 10;
      return absl::StrCat(sign, number, FindExponent(kBinarySuffixes, power));
    }
  }
  const int64_t padding = ((exponent % 3) + 3) % 3;
  digits.append(padding, '0');
  exponent -= padding;
  const bool has_suffix = exponent <= kDecimalSuffixes.back().exponent;
  if (format_ != Format::kDecimalExponent && (has_suffix || rules_ == QuantityRules::kWrapping)) {
    return absl::StrCat(sign, digits, FindExponent(kDecimalSuffixes, exponent));
  }
  return absl::StrCat(sign, digits, exponent == 0 ? "" : absl::StrCat("e", exponent));
}

}  // namespace svcenv
