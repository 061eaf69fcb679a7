#include "svcenv/syntax/json_number.h"

#include <cmath>
#include <optional>

#include "svcenv/go/number.h"

namespace svcenv {

Number NumberFromFloat(double value) {
  constexpr double kExact = 9007199254740992.0;  // integers are exact up to 2^53
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

}  // namespace svcenv
