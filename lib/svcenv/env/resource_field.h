// valueFrom.resourceFieldRef: limits and requests of a container, divided.
#ifndef SVCENV_ENV_RESOURCE_FIELD_H_
#define SVCENV_ENV_RESOURCE_FIELD_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "svcenv/env/pod_context.h"

namespace svcenv {

// The value of a resource, an integer, after the API server's defaulting (quantities rounded up to
// milli, requests from limits) and the kubelet's (absent limits from the pod or the node). `field`
// is the path of the reference within the container, for errors: a resource or container that is
// not there, a text that is no quantity. A quantity that overflows earns a warning in
// `diagnostics`. pkg/api/v1/resource/helpers.go, ExtractContainerResourceValue;
// pkg/kubelet/kubelet_resources.go, defaultPodLimitsForDownwardAPI (1.37.2).
absl::StatusOr<SourceValue> ResourceFieldValue(const ResourceReference& reference,
                                               const PodContext& context, std::string_view field,
                                               Diagnostics* diagnostics);

}  // namespace svcenv

#endif  // SVCENV_ENV_RESOURCE_FIELD_H_
