#include "svcenv/syntax/number.h"

#include <cmath>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "svcenv/go/shortest.h"

namespace svcenv {
namespace {

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
  const Decimal decimal = ShortestDecimal(absolute);
  const bool scientific = absolute < 1e-6 || absolute >= 1e21;
  return absl::StrCat(real < 0 ? "-" : "", scientific ? Scientific(decimal) : decimal.Plain());
}

}  // namespace svcenv
