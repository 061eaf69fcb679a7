#include "svcenv/kubernetes/resource_value.h"

#include <cmath>
#include <limits>

namespace svcenv {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

}  // namespace

int64_t CeilDivide(int64_t value, int64_t divisor) {
  const double quotient = std::ceil(static_cast<double>(value) / static_cast<double>(divisor));
  // False for NaN too.
  if (quotient >= -kTwoTo63 && quotient < kTwoTo63) return static_cast<int64_t>(quotient);
  return std::numeric_limits<int64_t>::min();
}

int64_t DivideCpu(const Quantity& quantity, const Quantity& divisor) {
  return CeilDivide(quantity.MilliValue(), divisor.IsZero() ? 1000 : divisor.MilliValue());
}

int64_t DivideWhole(const Quantity& quantity, const Quantity& divisor) {
  return CeilDivide(quantity.Value(), divisor.IsZero() ? 1 : divisor.Value());
}

}  // namespace svcenv
