// Defaults and constraints that LimitRanges apply to new pods in their namespace.
// plugin/pkg/admission/limitranger/admission.go (1.37.2), after the defaulting of LimitRanges and
// Pods in pkg/apis/core/v1/defaults.go.
//
//   const LimitRanges ranges(cluster);
//   const AdmittedQuantity limit = LimitOf(container, "cpu", ranges.In("shop"));
//   if (limit.entry != nullptr && limit.is_known()) return limit.entry->value;
#ifndef SVCENV_KUBERNETES_LIMIT_RANGES_H_
#define SVCENV_KUBERNETES_LIMIT_RANGES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/container.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/pod.h"

namespace svcenv {

// A limit or request of a container once its pod is admitted.
struct AdmittedQuantity {
  const Entry* entry = nullptr;       // null if not set
  const LimitRange* range = nullptr;  // that sets it; null if the container does
  // Another LimitRange that sets it to a different quantity. Which one applies depends on the order
  // in which the API server lists them.
  const Entry* other_entry = nullptr;
  const LimitRange* other_range = nullptr;
  bool may_be_absent = false;  // `range` may be meant for another cluster than the pod

  bool is_known() const { return other_entry == nullptr && !may_be_absent; }
};

// The LimitRanges of a namespace, in the order of the input, and what they set.
struct NamespaceLimits {
  std::vector<const LimitRange*> ranges;
  bool has_more = false;  // others that are not in `ranges` may apply, too
  absl::flat_hash_map<std::string_view, AdmittedQuantity> limits;    // by resource
  absl::flat_hash_map<std::string_view, AdmittedQuantity> requests;  // by resource
};

// Finds the limits of namespaces. A workload in a file of a directory sees the LimitRanges of that
// directory and its parents, and the nearest of several variants. Other LimitRanges may belong to
// an overlay: they reject nothing, and the quantities that they set are unknown. Immutable. The
// Cluster must outlive it.
class LimitRanges {
 public:
  // O(size of the LimitRanges). If some are in files of directories, multiplied by the number of
  // files with workloads in their namespaces.
  explicit LimitRanges(const Cluster& cluster);

  // Returns the limits that apply to `viewer`, a workload; without a viewer, all limits of the
  // namespace. Returns null if the namespace has none. O(1).
  const NamespaceLimits* In(std::string_view namespace_, const ObjectMeta* viewer = nullptr) const;

 private:
  void AddViewer(const Cluster& cluster, const std::vector<const LimitRange*>& ranges,
                 const ObjectMeta& viewer);

  absl::flat_hash_map<std::string_view, NamespaceLimits> namespaces_;
  // For namespaces with LimitRanges in files of directories, by namespace and file of the viewer.
  absl::flat_hash_map<std::pair<std::string_view, uint32_t>, NamespaceLimits> of_files_;
};

// Returns the limit of a resource, such as "cpu". `limits` are those of the pod's namespace; null
// if it has none or the pod is already admitted. O(1).
AdmittedQuantity LimitOf(const Container& container, std::string_view resource,
                         const NamespaceLimits* limits);

// Returns the request for a resource. O(1).
AdmittedQuantity RequestOf(const Container& container, std::string_view resource,
                           const NamespaceLimits* limits);

// The annotation in which the admission plugin records what it set.
inline constexpr std::string_view kLimitRangerAnnotation = "kubernetes.io/limit-ranger";

// Returns the value of kLimitRangerAnnotation; "" if the plugin sets nothing. Returns nullopt if
// several LimitRanges may set it, or if the pod has too many containers to compute it.
std::optional<std::string> LimitRangerAnnotation(const PodSpec& spec,
                                                 const NamespaceLimits& limits);

// A reason why a LimitRange rejects a container or a pod.
struct LimitViolation {
  const LimitRange* range;
  const Entry* entry;   // the resource and the quantity in the LimitRange
  std::string message;  // "maximum cpu usage per Container is 1, but limit is 2"
};

// Returns the violations of items of type Container, including default limits that are below the
// container's request. Skips unknown quantities and all but the first 1,000 constraints of the
// namespace.
std::vector<LimitViolation> ViolationsOf(const Container& container, const NamespaceLimits& limits);

// Same for items of type Pod, which constrain the sum over the containers. Skips resources for
// which the pod itself has limits or requests.
std::vector<LimitViolation> ViolationsOf(const PodSpec& spec, const NamespaceLimits& limits);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_LIMIT_RANGES_H_
