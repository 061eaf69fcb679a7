// valueFrom.fieldRef: the downward API's fields.
#ifndef SVCENV_ENV_FIELD_VALUE_H_
#define SVCENV_ENV_FIELD_VALUE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "svcenv/env/pod_context.h"

namespace svcenv {

// "metadata.labels['app']" is "metadata.labels" and "app"; a path without a subscript is itself.
// pkg/fieldpath/fieldpath.go, SplitMaybeSubscriptedPath (1.37.2).
struct SubscriptedPath {
  std::string_view path;
  std::string_view key;
  bool has_key = false;
};
SubscriptedPath SplitSubscript(std::string_view path ABSL_ATTRIBUTE_LIFETIME_BOUND);

// The value of a field of the pod. `field` is the path of the reference within the container, for
// errors: an API version or path that the kubelet does not take, a node without addresses.
// pkg/kubelet/kubelet_pods.go, podFieldSelectorRuntimeValue (1.37.2).
absl::StatusOr<SourceValue> FieldValue(const FieldReference& reference, const PodContext& context,
                                       std::string_view field);

// `ips` as the kubelet orders what the runtime reports: the first one of the family of node_ips[0]
// (IPv4 without one), then the first of the other family. Those that are no addresses are dropped.
// pkg/kubelet/kubelet_pods.go, sortPodIPs; canonical since 1.33.
std::vector<std::string> SortPodIps(absl::Span<const std::string> ips,
                                    absl::Span<const std::string> node_ips, bool canonical);

}  // namespace svcenv

#endif  // SVCENV_ENV_FIELD_VALUE_H_
