#include "svcenv/go/number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/charconv.h"
#include "absl/strings/match.h"

namespace svcenv {
namespace {

// Removes the base prefix from `text` (0x, 0o, 0b, or 0 for octal) and returns the base.
int TakeBase(std::string_view& text) {
  if (text.empty() || text[0] != '0') return 10;
  const char letter = text.size() >= 3 ? absl::ascii_tolower(text[1]) : '\0';
  const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  text.remove_prefix(base == 0 ? 1 : 2);
  return base == 0 ? 8 : base;
}

size_t CountDigits(std::string_view text) {
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), absl::ascii_isdigit) -
                             text.begin());
}

// go-yaml's [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool IsDecimal(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  const size_t whole = CountDigits(text);
  text.remove_prefix(whole);
  if (absl::StartsWith(text, ".")) {
    text.remove_prefix(1);
    const size_t fraction = CountDigits(text);
    if (whole == 0 && fraction == 0) return false;
    text.remove_prefix(fraction);
  } else if (whole == 0) {
    return false;
  }
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return !text.empty() && CountDigits(text) == text.size();
}

// strconv's underscoreOK for a number without a base prefix.
bool UnderscoresSeparateDigits(std::string_view text) {
  bool after_digit = false;
  bool after_underscore = false;
  for (char c : text) {
    const bool is_digit = absl::ascii_isdigit(c);
    if (c == '_' ? !after_digit : (!is_digit && after_underscore)) return false;
    after_digit = is_digit;
    after_underscore = c == '_';
  }
  return !after_underscore;
}

}  // namespace

std::optional<uint64_t> ParseGoUint(std::string_view text, int base) {
  if (text.empty()) return std::nullopt;
  if (base == 0) {
    if (text == "0") return 0;
    base = TakeBase(text);
  }
  uint64_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int64_t> ParseGoInt(std::string_view text, int base) {
  const bool is_negative = absl::StartsWith(text, "-");
  if (is_negative || absl::StartsWith(text, "+")) text.remove_prefix(1);
  constexpr uint64_t kMaxMagnitude = std::numeric_limits<int64_t>::max();
  const std::optional<uint64_t> magnitude = ParseGoUint(text, base);
  if (!magnitude.has_value() || *magnitude > kMaxMagnitude + (is_negative ? 1 : 0))
    return std::nullopt;
  return static_cast<int64_t>(is_negative ? 0 - *magnitude : *magnitude);
}

std::optional<double> ParseDecimalFloat(std::string_view text) {
  if (!IsDecimal(text)) return std::nullopt;
  if (text[0] == '+') text.remove_prefix(1);
  double value = 0;
  const auto end = absl::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ptr != text.data() + text.size()) return std::nullopt;
  if (end.ec != std::errc() && std::fabs(value) >= 1) return std::nullopt;
  return value;
}

bool IsAboveFloat(std::string_view text) {
  return IsDecimal(text) && !ParseDecimalFloat(text).has_value();
}

std::optional<double> ParseGoFloat(std::string_view text) {
  if (!absl::StrContains(text, '_')) return ParseDecimalFloat(text);
  if (!UnderscoresSeparateDigits(text)) return std::nullopt;
  std::string digits(text);
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  return ParseDecimalFloat(digits);
}

std::string FormatGoFloat32(double value) {
  const float narrow = static_cast<float>(value);
  if (std::isnan(narrow)) return ".nan";
  if (std::isinf(narrow)) return narrow < 0 ? "-.inf" : ".inf";
  char buffer[64];
  const float absolute = std::fabs(narrow);
  // FormatFloat uses an exponent below -4 and from 6 on.
  char* end =
      std::to_chars(buffer, buffer + sizeof(buffer), absolute, std::chars_format::scientific).ptr;
  const std::string scientific(buffer, end);
  const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  const std::string sign = std::signbit(narrow) ? "-" : "";
  if (absolute != 0 && (exponent < -4 || exponent >= 6)) return sign + scientific;
  end = std::to_chars(buffer, buffer + sizeof(buffer), absolute, std::chars_format::fixed).ptr;
  return sign + std::string(buffer, end);
}

}  // namespace svcenv
