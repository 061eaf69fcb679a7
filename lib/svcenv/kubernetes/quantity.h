// Resource quantities: "500m", "1.5Gi", "1e3".
//
//   const absl::StatusOr<Quantity> memory = Quantity::Parse("1.5Gi");
//   memory->Value();     // 1610612736
//   memory->ToString();  // "1536Mi"
//
// Matches pkg/api/resource of apimachinery (0.29 to 0.38) exactly, including its overflows. Not
// meant for general arithmetic.
#ifndef SVCENV_KUBERNETES_QUANTITY_H_
#define SVCENV_KUBERNETES_QUANTITY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace svcenv {

// How to handle numbers that overflow 64 bits or have many digits.
enum class QuantityRules {
  // Kubernetes 1.29 to 1.37: Value and MilliValue wrap around or are 0, some negative numbers are
  // rounded toward zero, all digits are kept, and ToString drops a suffix above E.
  kWrapping,
  // From 1.38 on: Value and MilliValue are the nearest 64-bit number, all numbers are rounded away
  // from zero, decimal ones to 29 significant digits, and ToString writes an exponent above E.
  kSaturating,
};

class Quantity {
 public:
  Quantity() = default;  // zero

  // Parses a number with an optional sign and fraction, followed by at most one suffix: n u m k M G
  // T P E, Ki Mi Gi Ti Pi Ei, or e or E with an integer exponent. Digits may be missing before or
  // after the dot, or both. Rounds away from zero to a multiple of 1n. Clamps numbers with a binary
  // suffix to 2^63-1. Does not accept whitespace. ParseQuantity.
  //
  // Unlike Kubernetes, rejects exponents beyond about +/-2^31. In Kubernetes, these overflow and
  // may take hours, as some smaller ones do. O(text.size()), regardless of the exponent.
  static absl::StatusOr<Quantity> Parse(std::string_view text,
                                        QuantityRules rules = QuantityRules::kWrapping);

  // Parses a field of a manifest: ignores whitespace around the number. UnmarshalJSON.
  static absl::StatusOr<Quantity> ParseField(std::string_view text,
                                             QuantityRules rules = QuantityRules::kWrapping);

  // Returns the string that Kubernetes stores: usually canonical ("1536Mi" for 1.5Gi), but many
  // numbers are kept as written ("+1", "1e3"). For 1000E, returns "1" with kWrapping and "1e21"
  // with kSaturating. String.
  std::string ToString() const;

  // Returns the number, or the number times 1,000, rounded away from zero to an integer. If that
  // overflows, returns the same result as Kubernetes: see QuantityRules. Value, MilliValue.
  int64_t Value() const { return ScaledValue(0); }
  int64_t MilliValue() const { return ScaledValue(3); }

  // Returns whether the exact result does not fit in 64 bits, so that Value or MilliValue is wrong.
  bool ValueOverflows() const { return Overflows(0); }
  bool MilliValueOverflows() const { return Overflows(3); }

  // Rounds away from zero to thousandths, as the API server does for limits and requests.
  // pkg/apis/core/v1/defaults.go, SetDefaults_ResourceList.
  void RoundUpToMilli();

  bool IsZero() const { return digits_.empty(); }

  // Returns a value less than, equal to, or greater than zero if this quantity is less than, equal
  // to, or greater than `other`.
  int Compare(const Quantity& other) const;

 private:
  enum class Format { kDecimalSi, kDecimalExponent, kBinarySi };

  void Set(std::string digits, int64_t exponent);  // strips zeros at both ends
  void RoundUp(int64_t places);                    // away from zero
  void Limit();  // to the precision and range of an arbitrary_ number
  int64_t ScaledValue(int64_t places) const;
  int64_t WrappedValue(int64_t places) const;
  bool Overflows(int64_t places) const;

  // The number is digits_ * 10^exponent_. Kubernetes stores it with places_ decimal places (if
  // negative, as a multiple of a power of ten) in an int64 or, if arbitrary_, in an inf.Dec. How it
  // overflows depends on both.
  QuantityRules rules_ = QuantityRules::kWrapping;
  bool negative_ = false;
  bool arbitrary_ = false;
  Format format_ = Format::kDecimalSi;
  std::string digits_;  // no zeros at either end; empty means zero
  int64_t exponent_ = 0;
  int64_t places_ = 0;
  std::string text_;  // as written; empty means canonical
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_QUANTITY_H_
