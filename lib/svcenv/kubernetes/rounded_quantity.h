// Quantities of resource lists as the API server stores them; for this package only.
#ifndef SVCENV_KUBERNETES_ROUNDED_QUANTITY_H_
#define SVCENV_KUBERNETES_ROUNDED_QUANTITY_H_

#include <utility>

#include "absl/status/statusor.h"
#include "svcenv/kubernetes/object_meta.h"
#include "svcenv/kubernetes/quantity.h"

namespace svcenv {

// Returns the quantity, rounded up to thousandths; zero if it is invalid, which the reader reports.
inline Quantity Rounded(const Entry& entry) {
  absl::StatusOr<Quantity> quantity = Quantity::ParseField(entry.value);
  if (!quantity.ok()) return {};
  quantity->RoundUpToMilli();
  return *std::move(quantity);
}

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_ROUNDED_QUANTITY_H_
