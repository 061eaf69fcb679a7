// What services give to the pods of each namespace: made when it is first asked for, then shared.
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

// Thread-safe. The Cluster must outlive it and not change.
class ServiceCatalog {
 public:
  // `legacy_service_host`: as for ServiceVariables::Of.
  explicit ServiceCatalog(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND,
                          std::string_view legacy_service_host = {});

  // The variables that services give to a pod of that namespace; without links those of the master
  // service alone. Fails as ServiceVariables::Of does. O(1) but for the first time; what is kept
  // grows with the namespaces that have services, not with those that are asked for.
  // Of services with variants, the pod gets the variables of those that `viewer`, its workload, sees;
  // without a viewer, of those that were read last.
  absl::StatusOr<std::shared_ptr<const ServiceVariables>> VariablesOf(
      std::string_view namespace_, bool links, const ObjectMeta* viewer = nullptr) const;

  // The same without the services on which that fails. Costs as much.
  std::shared_ptr<const ServiceVariables> SoundVariablesOf(
      std::string_view namespace_, bool links, const ObjectMeta* viewer = nullptr) const;

  const ServicePrefixes& prefixes() const { return prefixes_; }

 private:
  using Variables = absl::StatusOr<std::shared_ptr<const ServiceVariables>>;

  // `all` of the services, and `sound` of those on which the kubelet does not fail.
  struct Made {
    Variables all;
    std::shared_ptr<const ServiceVariables> sound;
  };

  Made Make(absl::Span<const Service* const> services) const;
  const Made& MadeOf(std::string_view namespace_, bool links, const ObjectMeta* viewer) const;
  // Of a namespace with variants. Under mutex_.
  const Made& MadeFor(const ObjectMeta& viewer) const;

  const Cluster& cluster_;
  const std::string legacy_service_host_;
  const ServicePrefixes prefixes_;
  const Made master_only_;
  mutable std::mutex mutex_;
  mutable absl::node_hash_map<std::string, Made> linked_;  // by namespace; references stay valid
  // With variants: by the services that are seen, and by the namespace and the place of the viewer.
  mutable std::map<std::vector<const Service*>, Made> variants_;
  mutable absl::flat_hash_map<std::tuple<std::string, uint32_t, uint32_t>, const Made*> of_viewers_;
};

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_CATALOG_H_
