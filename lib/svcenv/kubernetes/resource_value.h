// The arithmetic of resources and resourceFieldRef.
#ifndef SVCENV_KUBERNETES_RESOURCE_VALUE_H_
#define SVCENV_KUBERNETES_RESOURCE_VALUE_H_

#include <cstdint>

#include "svcenv/kubernetes/object_meta.h"
#include "svcenv/kubernetes/quantity.h"

namespace svcenv {

// Returns the quantity of a limit, a request, or an item of a LimitRange as the API server stores it,
// rounded up to milli; zero if it is not a quantity. SetDefaults_ResourceList.
Quantity Rounded(const Entry& entry);

// ceil(value / divisor) in double precision, as Kubernetes computes it; a result that is no 64-bit
// integer (a divisor of 0 among the causes) is -2^63, as Go has it on amd64.
int64_t CeilDivide(int64_t value, int64_t divisor);

// A quantity in units of a divisor: in milli for cpu, else in whole units. A divisor of zero
// means 1. Overflows of Value and MilliValue pass through. pkg/api/v1/resource/helpers.go,
// ExtractContainerResourceValue and convertResource…ToString (1.37.2).
int64_t DivideCpu(const Quantity& quantity, const Quantity& divisor);
int64_t DivideWhole(const Quantity& quantity, const Quantity& divisor);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_RESOURCE_VALUE_H_
