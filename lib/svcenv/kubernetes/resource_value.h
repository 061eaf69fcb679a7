// Arithmetic for resources and resourceFieldRef.
#ifndef SVCENV_KUBERNETES_RESOURCE_VALUE_H_
#define SVCENV_KUBERNETES_RESOURCE_VALUE_H_

#include <cstdint>

#include "svcenv/kubernetes/object_meta.h"
#include "svcenv/kubernetes/quantity.h"

namespace svcenv {

// Returns a limit, a request, or a quantity of a LimitRange as the API server stores it: rounded up
// to thousandths. Returns zero if it is not a valid quantity. SetDefaults_ResourceList.
Quantity Rounded(const Entry& entry);

// Returns ceil(value / divisor), computed in double precision as in Kubernetes. If the result is
// not a 64-bit integer, for example because the divisor is 0, returns -2^63, as Go does on amd64.
int64_t CeilDivide(int64_t value, int64_t divisor);

// Returns the quantity in units of the divisor. DivideCpu uses MilliValue of both, DivideWhole uses
// Value, including their overflows. A divisor of 0 means 1. pkg/api/v1/resource/helpers.go,
// ExtractContainerResourceValue and convertResource…ToString (1.37.2).
int64_t DivideCpu(const Quantity& quantity, const Quantity& divisor);
int64_t DivideWhole(const Quantity& quantity, const Quantity& divisor);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_RESOURCE_VALUE_H_
