#include "svcenv/syntax/number.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

// The shortest decimal that parses to the same double: 0.D1D2D3… times ten to the `point`.
struct Decimal {
  std::string digits;
  int point = 0;
};

// `value` must be finite and positive.
Decimal Shortest(double value) {
  char buffer[40];
  const auto end =
      std::to_chars(buffer, buffer + sizeof(buffer), value, std::chars_format::scientific);
  const std::string_view text(buffer, static_cast<size_t>(end.ptr - buffer));
  const size_t e = text.find('e');
  Decimal result;
  for (char c : text.substr(0, e)) {
    if (c != '.') result.digits.push_back(c);
  }
  result.point = std::atoi(std::string(text.substr(e + 1)).c_str()) + 1;
  return result;
}

std::string Plain(const Decimal& decimal) {
  const int length = static_cast<int>(decimal.digits.size());
  if (decimal.point <= 0) {
    return absl::StrCat("0.", std::string(static_cast<size_t>(-decimal.point), '0'),
                        decimal.digits);
  }
  if (decimal.point >= length) {
    return absl::StrCat(decimal.digits,
                        std::string(static_cast<size_t>(decimal.point - length), '0'));
  }
  return absl::StrCat(decimal.digits.substr(0, static_cast<size_t>(decimal.point)), ".",
                      decimal.digits.substr(static_cast<size_t>(decimal.point)));
}

std::string Scientific(const Decimal& decimal) {
  std::string result = decimal.digits.substr(0, 1);
  if (decimal.digits.size() > 1) absl::StrAppend(&result, ".", decimal.digits.substr(1));
  const int exponent = decimal.point - 1;
  return absl::StrCat(result, "e", exponent < 0 ? "-" : "+", std::abs(exponent));
}

}  // namespace

std::string Number::ToString() const {
  if (is_integer) return absl::StrCat(integer);
  if (real == 0) return std::signbit(real) ? "-0" : "0";
  const double absolute = std::fabs(real);
  const Decimal decimal = Shortest(absolute);
  const bool scientific = absolute < 1e-6 || absolute >= 1e21;
  return absl::StrCat(real < 0 ? "-" : "", scientific ? Scientific(decimal) : Plain(decimal));
}

}  // namespace svcenv
