// Which of several services of one name a pod gets the variables of.
#ifndef SVCENV_ENV_SERVICE_VARIANTS_H_
#define SVCENV_ENV_SERVICE_VARIANTS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// The variants of services (see Cluster). A viewer is the workload of the pod, and sees the nearest
// variant of its namespace. It is unclear which one that is if several are as near and differ.
// Immutable; the Cluster must outlive it and not change.
class ServiceVariants {
 public:
  // How many services the sets of a namespace may contain together that its files see. Beyond
  // that, all variants of the namespace are unclear, so that the cost stays linear.
  static constexpr size_t kMostServices = 200'000;

  // O(1) without variants, otherwise O(number of workloads and services).
  explicit ServiceVariants(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND);

  static constexpr size_t kMostUnclear = 100;

  // Returns whether services of the namespace have variants, of which any has variables. O(1).
  bool Has(std::string_view namespace_) const {
    return !variants_.empty() && variants_.contains(namespace_);
  }

  // Returns the services of the namespace of `viewer` that it sees, sorted by name, bytewise, without
  // those that are unclear. O(n log n) in the number of services.
  std::vector<const Service*> SeenBy(const ObjectMeta& viewer) const;

  // Returns whether a service of the namespace of `viewer` is not another variant than it sees, and
  // is not unclear. O(1) for a service without variants.
  bool IsSeen(const Service& service, const ObjectMeta& viewer) const;

  // Returns whether it is unclear which variant `viewer` sees, and any of them has variables. O(1) for
  // a service without variants.
  bool IsUnclear(const Service& service, const ObjectMeta& viewer) const;

  // Returns one variant of each service of the namespace of `viewer` that is unclear, in the order of
  // the input, but at most kMostUnclear.
  std::vector<const Service*> UnclearFor(const ObjectMeta& viewer) const;

  // Returns why the variables of an unclear service are unknown: "is defined in a.yaml and b.yaml".
  std::string WhyUnclear(const Service& service) const;

 private:
  // The variant that is seen; null if it is unclear.
  const Service* Choose(const Service& service, const ObjectMeta& viewer) const;
  bool AnyHasVariables(const Service& service) const;
  void FindVague();

  const Cluster& cluster_;
  // By namespace: the variant that was read last of each service, if any of its variants has variables.
  absl::flat_hash_map<std::string_view, std::vector<const Service*>> variants_;
  absl::flat_hash_set<std::string_view> vague_;  // namespaces beyond kMostServices
};

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_VARIANTS_H_
