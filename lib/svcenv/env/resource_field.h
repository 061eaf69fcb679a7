// Resolves valueFrom.resourceFieldRef: limits and requests of a container.
#ifndef SVCENV_ENV_RESOURCE_FIELD_H_
#define SVCENV_ENV_RESOURCE_FIELD_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/source_value.h"

namespace svcenv {

// Returns the value of a resource, an integer. Applies the defaults of the API server (quantities
// are rounded up to milli-units, requests default to limits) and of the kubelet (limits default to
// those of the pod or the node). Fails if the resource is not supported, the container is missing,
// or a quantity is invalid. `index` is the entry of env that has the reference, for errors. Appends a
// warning to `diagnostics` if a quantity overflows.
// pkg/api/v1/resource/helpers.go, ExtractContainerResourceValue;
// pkg/kubelet/kubelet_resources.go, defaultPodLimitsForDownwardAPI (1.37.2).
absl::StatusOr<SourceValue> ResourceFieldValue(const ResourceReference& reference,
                                               const PodContext& context, int index,
                                               Diagnostics* diagnostics);

}  // namespace svcenv

#endif  // SVCENV_ENV_RESOURCE_FIELD_H_
