// Quantities of resources: "500m", "1.5Gi", "1e3".
//
//   const absl::StatusOr<Quantity> memory = Quantity::Parse("1.5Gi");
//   memory->Value();     // 1610612736
//   memory->ToString();  // "1536Mi"
//
// The numbers and texts are those of apimachinery's pkg/api/resource (0.29 to 0.38), its overflows
// included. Not meant for arithmetic beyond that.
#ifndef SVCENV_KUBERNETES_QUANTITY_H_
#define SVCENV_KUBERNETES_QUANTITY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace svcenv {

// What becomes of a number that 64 bits cannot hold, or that has many digits.
enum class QuantityRules {
  // Kubernetes 1.29 to 1.37: Value and MilliValue wrap around or are 0, some negative numbers are
  // rounded towards zero, every digit counts, and ToString loses a suffix above E.
  kWrapping,
  // Since 1.38: Value and MilliValue are the nearest 64-bit number, all is rounded away from zero,
  // from 29 significant digits on, and ToString writes an exponent for a suffix above E.
  kSaturating,
};

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
  static absl::StatusOr<Quantity> Parse(std::string_view text,
                                        QuantityRules rules = QuantityRules::kWrapping);

  // As a field of a manifest, where blanks around the number are dropped: UnmarshalJSON.
  static absl::StatusOr<Quantity> ParseField(std::string_view text,
                                             QuantityRules rules = QuantityRules::kWrapping);

  // The text that is stored and compared: canonical ("1536Mi" for 1.5Gi), but for plain numbers
  // often just as they were written ("+1", "1e3"). 1000E gives "1" with kWrapping and "1e21" with
  // kSaturating. String.
  std::string ToString() const;

  // The number rounded up, away from zero, to an integer, and to thousandths. Where that does not
  // fit into 64 bits the result is what Kubernetes gets: see QuantityRules. Value, MilliValue.
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
  int64_t WrappedValue(int64_t places) const;
  bool Overflows(int64_t places) const;

  // The number is digits * 10^exponent. Kubernetes keeps it with places_ decimal places (below 0:
  // as a multiple of a power of ten) in an int64 or, when it is arbitrary_, in an inf.Dec. How it
  // overflows depends on both.
  QuantityRules rules_ = QuantityRules::kWrapping;
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
