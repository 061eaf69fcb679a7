#include "svcenv/kubernetes/resource_value.h"

#include <cmath>
#include <limits>
#include <utility>

#include "absl/status/statusor.h"

namespace svcenv {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

}  // namespace

Quantity Rounded(const Entry& entry) {
  absl::StatusOr<Quantity> quantity = Quantity::ParseField(entry.value);
  if (!quantity.ok()) return {};  // the reader reports it
  quantity->RoundUpToMilli();
  return *std::move(quantity);
}

int64_t CeilDivide(int64_t value, int64_t divisor) {
  const double quotient = std::ceil(static_cast<double>(value) / static_cast<double>(divisor));
  // Also false for NaN.
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
