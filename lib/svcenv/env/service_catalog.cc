#include "svcenv/env/service_catalog.h"

#include <utility>
#include <vector>

namespace svcenv {

ServiceCatalog::ServiceCatalog(const Cluster& cluster, std::string_view legacy_service_host)
    : cluster_(cluster),
      legacy_service_host_(legacy_service_host),
      prefixes_(cluster),
      master_only_(Compute(VisibleServices({}, cluster.FindMaster(), false))) {}

ServiceCatalog::Cached ServiceCatalog::Compute(absl::Span<const Service* const> services) const {
  Variables all = ServiceVariables::Of(services, legacy_service_host_, &cluster_.service_views());
  if (all.ok()) return {all, *all};
  std::vector<const Service*> valid;
  for (const Service* service : services) {
    if (!service->lacks_ports()) valid.push_back(service);
  }
  return {std::move(all),
          *ServiceVariables::Of(valid, legacy_service_host_, &cluster_.service_views())};
}

const ServiceCatalog::Cached& ServiceCatalog::CachedFor(const ObjectMeta& viewer) const {
  // Objects embedded in another object may see other services than the rest of the file.
  const auto [found, is_new] = of_viewers_.try_emplace(
      {std::string(viewer.namespace_), viewer.position.file, viewer.within}, nullptr);
  if (!is_new) return *found->second;
  std::vector<const Service*> services = prefixes_.variants().SeenBy(viewer);
  auto known = variants_.find(services);
  if (known == variants_.end()) {
    Cached computed = Compute(VisibleServices(services, cluster_.FindMaster(), true));
    known = variants_.emplace(std::move(services), std::move(computed)).first;
  }
  found->second = &known->second;
  return known->second;
}

const ServiceCatalog::Cached& ServiceCatalog::CachedOf(std::string_view namespace_, bool links,
                                                       const ObjectMeta* viewer) const {
  if (!links) return master_only_;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (viewer != nullptr && prefixes_.variants().Has(namespace_)) return CachedFor(*viewer);
  if (const auto found = linked_.find(namespace_); found != linked_.end()) return found->second;
  const std::vector<const Service*> services = cluster_.ServicesIn(namespace_);
  if (services.empty()) return master_only_;
  return linked_
      .try_emplace(namespace_, Compute(VisibleServices(services, cluster_.FindMaster(), true)))
      .first->second;
}

ServiceCatalog::Variables ServiceCatalog::VariablesOf(std::string_view namespace_, bool links,
                                                      const ObjectMeta* viewer) const {
  return CachedOf(namespace_, links, viewer).all;
}

std::shared_ptr<const ServiceVariables> ServiceCatalog::ValidVariablesOf(
    std::string_view namespace_, bool links, const ObjectMeta* viewer) const {
  return CachedOf(namespace_, links, viewer).valid;
}

}  // namespace svcenv
