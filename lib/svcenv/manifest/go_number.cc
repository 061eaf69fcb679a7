#include "svcenv/manifest/go_number.h"

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
#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

// Takes the prefix of a number off `text`: 0x 0o 0b, or a leading 0 for octal.
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

int Base64Digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

}  // namespace

bool ParseGoUint(std::string_view text, int base, uint64_t* value) {
  if (text.empty()) return false;
  if (base == 0) {
    if (text == "0") {
      *value = 0;
      return true;
    }
    base = TakeBase(text);
  }
  const auto end = std::from_chars(text.data(), text.data() + text.size(), *value, base);
  return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

bool ParseGoInt(std::string_view text, int base, int64_t* value) {
  const bool is_negative = absl::StartsWith(text, "-");
  if (is_negative || absl::StartsWith(text, "+")) text.remove_prefix(1);
  uint64_t magnitude = 0;
  constexpr uint64_t kMost = std::numeric_limits<int64_t>::max();
  if (!ParseGoUint(text, base, &magnitude) || magnitude > kMost + (is_negative ? 1 : 0)) {
    return false;
  }
  *value = static_cast<int64_t>(is_negative ? 0 - magnitude : magnitude);
  return true;
}

bool ParseDecimalFloat(std::string_view text, double* value) {
  if (!IsDecimal(text)) return false;
  if (text[0] == '+') text.remove_prefix(1);
  const auto end = absl::from_chars(text.data(), text.data() + text.size(), *value);
  if (end.ptr != text.data() + text.size()) return false;
  return end.ec == std::errc() || std::fabs(*value) < 1;
}

bool IsAboveFloat(std::string_view text) {
  double value = 0;
  return IsDecimal(text) && !ParseDecimalFloat(text, &value);
}

bool ParseGoFloat(std::string_view text, double* value) {
  if (!absl::StrContains(text, '_')) return ParseDecimalFloat(text, value);
  if (!UnderscoresSeparateDigits(text)) return false;
  std::string digits(text);
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  return ParseDecimalFloat(digits, value);
}

std::string FormatGoFloat32(double value) {
  const float narrow = static_cast<float>(value);
  if (std::isnan(narrow)) return ".nan";
  if (std::isinf(narrow)) return narrow < 0 ? "-.inf" : ".inf";
  char buffer[64];
  const float absolute = std::fabs(narrow);
  // The shortest form has an exponent below -4 and from 6 on.
  char* end =
      std::to_chars(buffer, buffer + sizeof(buffer), absolute, std::chars_format::scientific).ptr;
  const std::string scientific(buffer, end);
  const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  const std::string sign = std::signbit(narrow) ? "-" : "";
  if (absolute != 0 && (exponent < -4 || exponent >= 6)) return sign + scientific;
  end = std::to_chars(buffer, buffer + sizeof(buffer), absolute, std::chars_format::fixed).ptr;
  return sign + std::string(buffer, end);
}

bool DecodeGoBase64(std::string_view text, std::string* bytes) {
  uint32_t bits = 0;
  int digits = 0;
  int padding = 0;
  for (char c : text) {
    if (c == '\r' || c == '\n') continue;
    if (c == '=') {
      ++padding;
      if (digits < 2 || digits + padding > 4) return false;
      continue;
    }
    const int digit = Base64Digit(c);
    if (digit < 0 || padding > 0) return false;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    if (++digits < 4) continue;
    bytes->append(
        {static_cast<char>(bits >> 16), static_cast<char>(bits >> 8), static_cast<char>(bits)});
    digits = 0;
  }
  if (digits == 0) return padding == 0;
  if (digits + padding != 4) return false;
  bits <<= 6 * padding;
  bytes->push_back(static_cast<char>(bits >> 16));
  if (digits == 3) bytes->push_back(static_cast<char>(bits >> 8));
  return true;
}

Number NumberFromFloat(double value) {
  constexpr double kExact = 9007199254740992.0;  // up to 2^53 the digits are the number's own
  Number number;
  number.real = value;
  if (std::trunc(value) != value) return number;
  if (std::fabs(value) <= kExact) {
    number.is_integer = true;
    number.integer = static_cast<int64_t>(value);
  } else {
    number.is_integer = ParseGoInt(number.ToString(), 10, &number.integer);
  }
  if (number.is_integer) number.real = 0;
  return number;
}

size_t EndOfNumber(std::string_view text, size_t begin) {
  return std::min(text.size(), text.find_first_not_of("0123456789+-.eE", begin));
}

std::vector<uint32_t> ReplaceHugeNumbers(std::string* text) {
  std::vector<uint32_t> offsets;
  bool in_string = false;
  for (size_t i = 0; i < text->size(); ++i) {
    const char c = (*text)[i];
    if (c == '"') in_string = !in_string;
    if (in_string && c == '\\') ++i;
    if (in_string || (c != '-' && !absl::ascii_isdigit(c))) continue;
    const size_t end = EndOfNumber(*text, i);
    if (IsAboveFloat(std::string_view(*text).substr(i, end - i))) {
      text->replace(i, end - i, "0" + std::string(end - i - 1, ' '));
      offsets.push_back(static_cast<uint32_t>(i));
    }
    i = end - 1;
  }
  return offsets;
}

}  // namespace svcenv
