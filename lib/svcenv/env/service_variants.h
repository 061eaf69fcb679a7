// Selects among several services with the same name the one whose variables a pod gets.
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

// Chooses among the variants of each service (see Cluster). A viewer, the workload of a pod, sees
// the nearest variant in its namespace. A service is unclear to a viewer if several variants are
// equally near and differ; its variables are then unknown.
// Immutable. The Cluster must outlive it and must not change.
class ServiceVariants {
 public:
  // Limit on the number of files with objects in a namespace times the number of its services.
  // Above it, all variants of the namespace are unclear, which keeps the cost linear.
  static constexpr size_t kMaxServices = 200'000;

  // O(1) without variants, otherwise O(number of workloads and services).
  explicit ServiceVariants(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND);

  static constexpr size_t kMaxUnclear = 100;

  // Returns whether a service of the namespace has variants, and any of them has variables. O(1).
  bool Has(std::string_view namespace_) const {
    return !variants_.empty() && variants_.contains(namespace_);
  }

  // Returns the services that `viewer` sees in its namespace, except unclear ones, sorted by name.
  // O(n log n) in the number of services.
  std::vector<const Service*> SeenBy(const ObjectMeta& viewer) const;

  // Returns whether `viewer` sees this variant of a service of its namespace. True for a service
  // without variants, false if the variant is unclear. O(1) for a service without variants.
  bool IsSeen(const Service& service, const ObjectMeta& viewer) const;

  // Returns whether it is unclear which variant `viewer` sees, and at least one has variables. O(1)
  // for a service without variants.
  bool IsUnclear(const Service& service, const ObjectMeta& viewer) const;

  // Returns one variant of each unclear service in the namespace of `viewer`, in input order, up to
  // kMaxUnclear.
  std::vector<const Service*> UnclearFor(const ObjectMeta& viewer) const;

  // Returns why the variables of an unclear service are unknown: "is defined in a.yaml and b.yaml".
  std::string WhyUnclear(const Service& service) const;

 private:
  // Returns the variant that `viewer` sees, or null if it is unclear.
  const Service* Choose(const Service& service, const ObjectMeta& viewer) const;
  bool AnyHasVariables(const Service& service) const;
  void FindUnclearNamespaces();

  const Cluster& cluster_;
  // By namespace: the last variant of each service that has a variant with variables.
  absl::flat_hash_map<std::string_view, std::vector<const Service*>> variants_;
  absl::flat_hash_set<std::string_view> unclear_namespaces_;  // namespaces that exceed kMaxServices
};

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_VARIANTS_H_
