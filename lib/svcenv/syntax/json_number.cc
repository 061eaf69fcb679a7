#include "svcenv/syntax/json_number.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "absl/strings/ascii.h"
#include "svcenv/go/number.h"

namespace svcenv {

Number NumberFromFloat(double value) {
  constexpr double kExact = 9007199254740992.0;  // up to 2^53 the digits are the number's own
  Number number;
  number.real = value;
  if (std::trunc(value) != value) return number;
  if (std::fabs(value) <= kExact) {
    number.is_integer = true;
    number.integer = static_cast<int64_t>(value);
  } else {
    const std::optional<int64_t> integer = ParseGoInt(number.ToString(), 10);
    number.is_integer = integer.has_value();
    number.integer = integer.value_or(0);
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
