#include "svcenv/env/service_catalog.h"

#include <vector>

namespace svcenv {
namespace {

const Service* MasterOf(const Cluster& cluster) {
  return cluster.FindService("default", "kubernetes");
}

}  // namespace

ServiceCatalog::ServiceCatalog(const Cluster& cluster, std::string_view legacy_service_host)
    : cluster_(cluster),
      legacy_service_host_(legacy_service_host),
      prefixes_(cluster),
      master_only_(ServiceVariables::Of(VisibleServices({}, MasterOf(cluster), false),
                                        legacy_service_host_)) {}

ServiceCatalog::Variables ServiceCatalog::VariablesOf(std::string_view namespace_,
                                                      bool links) const {
  if (!links) return master_only_;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const auto found = linked_.find(namespace_); found != linked_.end()) return found->second;
  const std::vector<const Service*> services = cluster_.ServicesIn(namespace_);
  if (services.empty()) return master_only_;
  Variables made = ServiceVariables::Of(VisibleServices(services, MasterOf(cluster_), true),
                                        legacy_service_host_);
  linked_.emplace(namespace_, made);
  return made;
}

}  // namespace svcenv
