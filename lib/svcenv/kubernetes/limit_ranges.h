// What the LimitRanges of a namespace set and refuse in the pods that are created there.
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
  const Entry* entry = nullptr;       // null: there is none
  const LimitRange* range = nullptr;  // that sets it; null: the container has it
  // Another LimitRange sets it to another quantity. Which of them counts depends on the order in
  // which the API server lists them.
  const Entry* other_entry = nullptr;
  const LimitRange* other_range = nullptr;
  bool may_be_absent = false;  // `range` may be meant for another cluster than the pod

  bool is_known() const { return other_entry == nullptr && !may_be_absent; }
};

// The LimitRanges of a namespace, in the order of the input, and what they set.
struct NamespaceLimits {
  std::vector<const LimitRange*> ranges;
  bool has_more = false;  // others may count, too; `ranges` does not contain them
  absl::flat_hash_map<std::string_view, AdmittedQuantity> limits;    // by resource
  absl::flat_hash_map<std::string_view, AdmittedQuantity> requests;  // the same
};

// Finds the limits of namespaces. Of the LimitRanges in files of directories, a workload sees those of
// its own directory and of directories above; of variants, the nearest. Others may be those of an
// overlay: they refuse nothing, and what they set is not known. Immutable; the Cluster must outlive
// it.
class LimitRanges {
 public:
  // O(size of the LimitRanges); with LimitRanges in files of directories, times the number of files
  // with workloads of their namespaces.
  explicit LimitRanges(const Cluster& cluster);

  // Returns the limits for `viewer`, a workload; without a viewer, all of the namespace. Null if the
  // namespace has none. O(1).
  const NamespaceLimits* In(std::string_view namespace_, const ObjectMeta* viewer = nullptr) const;

 private:
  void AddViewer(const Cluster& cluster, const std::vector<const LimitRange*>& ranges,
                 const ObjectMeta& viewer);

  absl::flat_hash_map<std::string_view, NamespaceLimits> namespaces_;
  // Of namespaces with LimitRanges in files of directories, by the file of the viewer.
  absl::flat_hash_map<std::pair<std::string_view, uint32_t>, NamespaceLimits> of_files_;
};

// Returns the limit of a resource, "cpu". `limits` are those of the pod's namespace; null if there
// are none, or the pod is admitted. O(1).
AdmittedQuantity LimitOf(const Container& container, std::string_view resource,
                         const NamespaceLimits* limits);

// Returns the request of a resource. O(1).
AdmittedQuantity RequestOf(const Container& container, std::string_view resource,
                           const NamespaceLimits* limits);

// The annotation in which the plugin tells what it set.
inline constexpr std::string_view kLimitRangerAnnotation = "kubernetes.io/limit-ranger";

// Returns its value, empty if the plugin sets nothing. No value if several LimitRanges may set it,
// or if it is beyond what is computed.
std::optional<std::string> LimitRangerAnnotation(const PodSpec& spec,
                                                 const NamespaceLimits& limits);

// Why a LimitRange refuses a container or a pod.
struct LimitViolation {
  const LimitRange* range;
  const Entry* entry;   // of the LimitRange: the resource, and the quantity
  std::string message;  // "maximum cpu usage per Container is 1, but limit is 2"
};

// Returns the reasons of items of type Container, and the limits that they set below the request of
// the container. Quantities that are not known are not checked, nor what is beyond the first 1,000
// constraints of the namespace.
std::vector<LimitViolation> ViolationsOf(const Container& container, const NamespaceLimits& limits);

// Returns the reasons of items of type Pod, which limit the sums of its containers, in the same way.
// Resources that the pod as a whole has limits or requests of are not checked.
std::vector<LimitViolation> ViolationsOf(const PodSpec& spec, const NamespaceLimits& limits);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_LIMIT_RANGES_H_
