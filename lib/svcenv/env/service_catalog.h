// Caches the service variables of each namespace.
//
//   const auto catalog = std::make_shared<ServiceCatalog>(cluster);
//   const auto variables = catalog->VariablesOf("shop", /*links=*/true);
//   if (variables.ok()) (*variables)->Find("REDIS_SERVICE_HOST");
#ifndef SVCENV_ENV_SERVICE_CATALOG_H_
#define SVCENV_ENV_SERVICE_CATALOG_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// Thread-safe. The Cluster must outlive it and must not change.
class ServiceCatalog {
 public:
  // Passes `legacy_service_host` to ServiceVariables::Of.
  explicit ServiceCatalog(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND,
                          std::string_view legacy_service_host = {});

  // Returns the variables that services set in pods of a namespace; without `links`, only those of
  // the master service. For services with variants, uses the variants that `viewer`, the pod's
  // workload, sees, or without a viewer those that were read last. Fails as ServiceVariables::Of
  // does. O(1) except for the first call. Memory grows with the number of namespaces that have
  // services, not with the number of namespaces requested.
  absl::StatusOr<std::shared_ptr<const ServiceVariables>> VariablesOf(
      std::string_view namespace_, bool links, const ObjectMeta* viewer = nullptr) const;

  // Like VariablesOf, but never fails: skips the services that make VariablesOf fail.
  std::shared_ptr<const ServiceVariables> ValidVariablesOf(
      std::string_view namespace_, bool links, const ObjectMeta* viewer = nullptr) const;

  const ServicePrefixes& prefixes() const { return prefixes_; }

 private:
  using Variables = absl::StatusOr<std::shared_ptr<const ServiceVariables>>;

  // The variables of a set of services, or the error; and those of its services that have ports,
  // which never fail.
  struct Cached {
    Variables all;
    std::shared_ptr<const ServiceVariables> valid;
  };

  Cached Compute(absl::Span<const Service* const> services) const;
  const Cached& CachedOf(std::string_view namespace_, bool links, const ObjectMeta* viewer) const;
  // For a namespace with variants. Requires mutex_.
  const Cached& CachedFor(const ObjectMeta& viewer) const;

  const Cluster& cluster_;
  const std::string legacy_service_host_;
  const ServicePrefixes prefixes_;
  const Cached master_only_;
  mutable std::mutex mutex_;
  mutable absl::node_hash_map<std::string, Cached> linked_;  // by namespace; references stay valid
  // For namespaces with variants: by the visible services, and by the namespace, file, and
  // enclosing object of the viewer.
  mutable std::map<std::vector<const Service*>, Cached> variants_;
  mutable absl::flat_hash_map<std::tuple<std::string, uint32_t, uint32_t>, const Cached*>
      of_viewers_;
};

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_CATALOG_H_
