#include "svcenv/env/service_variants.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "svcenv/env/source_object.h"

namespace svcenv {

ServiceVariants::ServiceVariants(const Cluster& cluster) : cluster_(cluster) {
  if (!cluster.has_service_variants()) return;
  for (const Service& service : cluster.services()) {
    const std::string_view namespace_ = service.meta.namespace_;
    if (cluster.HasVariants(service) && AnyHasVariables(service) &&
        cluster.FindService(namespace_, service.meta.name.text) == &service) {
      variants_[namespace_].push_back(&service);
    }
  }
  FindUnclearNamespaces();
}

bool ServiceVariants::AnyHasVariables(const Service& service) const {
  const std::vector<const Service*> all = cluster_.VariantsOfService(service);
  return std::any_of(all.begin(), all.end(),
                     [](const Service* variant) { return variant->names_cluster_ip(); });
}

void ServiceVariants::FindUnclearNamespaces() {
  absl::flat_hash_map<std::string_view, absl::flat_hash_set<uint32_t>> files;
  const auto add = [&](const ObjectMeta& viewer) {
    if (Has(viewer.namespace_)) files[viewer.namespace_].insert(viewer.position.file);
  };
  for (const Workload& workload : cluster_.workloads()) add(workload.meta);
  for (const Service& service : cluster_.services()) add(service.meta);
  for (const auto& [namespace_, of_namespace] : files) {
    if (of_namespace.size() * cluster_.ServicesIn(namespace_).size() > kMaxServices) {
      unclear_namespaces_.insert(namespace_);
    }
  }
}

const Service* ServiceVariants::Choose(const Service& service, const ObjectMeta& viewer) const {
  const std::string_view namespace_ = service.meta.namespace_;
  if (unclear_namespaces_.contains(namespace_)) return nullptr;
  return cluster_.FindService(namespace_, service.meta.name.text, &viewer);
}

std::vector<const Service*> ServiceVariants::SeenBy(const ObjectMeta& viewer) const {
  std::vector<const Service*> services = cluster_.ServicesIn(viewer.namespace_, &viewer);
  if (unclear_namespaces_.contains(viewer.namespace_)) {
    services.erase(
        std::remove_if(services.begin(), services.end(),
                       [&](const Service* service) { return cluster_.HasVariants(*service); }),
        services.end());
  }
  return services;
}

bool ServiceVariants::IsSeen(const Service& service, const ObjectMeta& viewer) const {
  return variants_.empty() || !cluster_.HasVariants(service) || Choose(service, viewer) == &service;
}

bool ServiceVariants::IsUnclear(const Service& service, const ObjectMeta& viewer) const {
  return !variants_.empty() && cluster_.HasVariants(service) &&
         Choose(service, viewer) == nullptr && AnyHasVariables(service);
}

std::vector<const Service*> ServiceVariants::UnclearFor(const ObjectMeta& viewer) const {
  std::vector<const Service*> result;
  if (variants_.empty()) return result;
  const auto found = variants_.find(viewer.namespace_);
  if (found == variants_.end()) return result;
  for (const Service* service : found->second) {
    if (result.size() == kMaxUnclear) break;
    if (Choose(*service, viewer) == nullptr) result.push_back(service);
  }
  return result;
}

std::string ServiceVariants::WhyUnclear(const Service& service) const {
  return WhyAmbiguous("Service", service.meta.namespace_, service.meta.name.text, cluster_);
}

}  // namespace svcenv
