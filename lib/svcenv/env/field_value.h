// Resolves valueFrom.fieldRef, the fields of the downward API.
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

struct SourceValue;  // source_value.h

// Splits "metadata.labels['app']" into "metadata.labels" and "app". A path without a subscript has
// no key. pkg/fieldpath/fieldpath.go, SplitMaybeSubscriptedPath (1.37.2).
struct SubscriptedPath {
  std::string_view path;
  std::string_view key;
  bool has_key = false;
};
SubscriptedPath SplitSubscript(std::string_view path ABSL_ATTRIBUTE_LIFETIME_BOUND);

// Returns the value of a field of the pod. Fails if the kubelet does not support the API version or
// path, or if the node has no addresses. `index` is the entry of env that has the reference, for
// errors. pkg/kubelet/kubelet_pods.go, podFieldSelectorRuntimeValue (1.37.2).
absl::StatusOr<SourceValue> FieldValue(const FieldReference& reference, const PodContext& context,
                                       int index);

// Orders the pod IPs that the runtime reports as the kubelet does: the first of the family of
// node_ips[0] (IPv4 without node IPs), then the first of the other family. Drops invalid addresses.
// `canonical` is true since 1.33. pkg/kubelet/kubelet_pods.go, sortPodIPs.
std::vector<std::string> SortPodIps(absl::Span<const std::string> ips,
                                    absl::Span<const std::string> node_ips, bool canonical);

}  // namespace svcenv

#endif  // SVCENV_ENV_FIELD_VALUE_H_
