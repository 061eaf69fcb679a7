// Quantities of resources: "500m", "1.5Gi", "1e3".
//
//   const absl::StatusOr<Quantity> memory = Quantity::Parse("1.5Gi");
//   memory->Value();     // 1610612736
//   memory->ToString();  // "1536Mi"
//
// The numbers and texts are those of apimachinery's pkg/api/resource (0.29 to 0.37), its overflows
// included. Not meant for arithmetic beyond that.
#ifndef SVCENV_KUBERNETES_QUANTITY_H_
#define SVCENV_KUBERNETES_QUANTITY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace svcenv {

class Quantity {
 public:
  Quantity() = default;  // zero

  // A number with an optional sign and fraction (digits may be missing on either side of the dot,
  // or on both), then nothing, one of n u m k M G T P E, one of Ki Mi Gi Ti Pi Ei, or e or E and a
  // whole exponent. What is finer than 1n is rounded up to it in size. Values with a binary suffix
  // end at 2^63-1. No blanks. ParseQuantity.
  //
  // Refused here only: exponents beyond about 2^31 in size. Kubernetes wraps them around, and may
  // then not come back for hours; it does the latter with some below that, too. O(size of text),
  // whatever the exponent.
  static absl::StatusOr<Quantity> Parse(std::string_view text);

  // As a field of a manifest, where blanks around the number are dropped: UnmarshalJSON.
  static absl::StatusOr<Quantity> ParseField(std::string_view text);

  // The text that is stored and compared: canonical ("1536Mi" for 1.5Gi), but for plain numbers
  // often just as they were written ("+1", "1e3"). With a decimal suffix above E it loses the
  // suffix, as in Kubernetes: 1000E gives "1". String.
  std::string ToString() const;

  // The number rounded up, away from zero, to an integer, and to thousandths. Where that does not
  // fit into 64 bits the result is what Kubernetes gets: 0, or some bits of it. Some negative
  // numbers with more than 18 digits are rounded towards zero. Value, MilliValue.
  int64_t Value() const { return ScaledValue(0); }
  int64_t MilliValue() const { return ScaledValue(3); }

  // Whether the true result does not fit into 64 bits, so that the above is not it.
  bool ValueOverflows() const { return Overflows(0); }
  bool MilliValueOverflows() const { return Overflows(3); }

  // Rounds up, away from zero, to thousandths, as the API server does with limits and requests.
  // pkg/apis/core/v1/defaults.go, SetDefaults_ResourceList.
  void RoundUpToMilli();

  bool IsZero() const { return digits_.empty(); }

  // Less than, equal to or greater than zero, as this is less than, equal to or greater than
  // `other`.
  int Compare(const Quantity& other) const;

 private:
  enum class Format { kDecimalSi, kDecimalExponent, kBinarySi };

  void Set(std::string digits, int64_t exponent);  // any zeros at the ends go
  void RoundUp(int64_t places);                    // away from zero
  void Limit();  // to the precision and range of an arbitrary_ number
  int64_t ScaledValue(int64_t places) const;
  bool Overflows(int64_t places) const;

  // The number is digits * 10^exponent. Kubernetes keeps it with places_ decimal places (below 0:
  // as a multiple of a power of ten) in an int64 or, when it is arbitrary_, in an inf.Dec. How it
  // overflows depends on both.
  bool negative_ = false;
  bool arbitrary_ = false;
  Format format_ = Format::kDecimalSi;
  std::string digits_;  // no zeros at either end; empty: zero
  int64_t exponent_ = 0;
  int64_t places_ = 0;
  std::string text_;  // kept as written; empty: canonical
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_QUANTITY_H_
