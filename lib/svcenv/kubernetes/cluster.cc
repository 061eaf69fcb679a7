#include "svcenv/kubernetes/cluster.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "svcenv/kubernetes/controller.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {

template <typename T>
std::optional<T> Cluster::PoolAndAdd(T object) {
  const ObjectKey key(object);
  const T* earlier = AddPooled(key, pools_.Add(std::move(object)));
  if (earlier == nullptr) return std::nullopt;
  return *earlier;
}

std::optional<Service> Cluster::Add(Service object) { return PoolAndAdd(std::move(object)); }
std::optional<ConfigMap> Cluster::Add(ConfigMap object) { return PoolAndAdd(std::move(object)); }
std::optional<Secret> Cluster::Add(Secret object) { return PoolAndAdd(std::move(object)); }
std::optional<Node> Cluster::Add(Node object) { return PoolAndAdd(std::move(object)); }
std::optional<LimitRange> Cluster::Add(LimitRange object) { return PoolAndAdd(std::move(object)); }
std::optional<Workload> Cluster::Add(Workload object) { return PoolAndAdd(std::move(object)); }

const Service* Cluster::AddPooled(const ObjectKey& key, Service* object) {
  const size_t before = services_.objects().size();
  const Service* earlier = services_.Add(key, object, files_);
  if (services_.objects().size() > before)
    services_by_namespace_[key.namespace_()].push_back(before);
  return earlier;
}
const ConfigMap* Cluster::AddPooled(const ObjectKey& key, ConfigMap* object) {
  if (IsTemplated(object->meta)) templated_.emplace_back("ConfigMap", &object->meta);
  return config_maps_.Add(key, object, files_);
}
const Secret* Cluster::AddPooled(const ObjectKey& key, Secret* object) {
  if (IsTemplated(object->meta)) templated_.emplace_back("Secret", &object->meta);
  return secrets_.Add(key, object, files_);
}
const Node* Cluster::AddPooled(const ObjectKey& key, Node* object) {
  return nodes_.Add(key, object, files_);
}
const LimitRange* Cluster::AddPooled(const ObjectKey& key, LimitRange* object) {
  return limit_ranges_.Add(key, object, files_);
}
const Workload* Cluster::AddPooled(const ObjectKey& key, Workload* object) {
  return workloads_.Add(key, object, files_);
}

const Service* Cluster::FindService(std::string_view namespace_, std::string_view name,
                                    const ObjectMeta* viewer) const {
  const ObjectKey key({}, namespace_, name);
  const Service* own = services_.Find(key, viewer, files_);
  if (own != nullptr || base_ == nullptr) return own;
  return base_->FindService(namespace_, name, viewer);
}

const Service* Cluster::FindMaster() const { return FindService(kMasterNamespace, kMasterName); }

const ConfigMap* Cluster::FindConfigMap(std::string_view namespace_, std::string_view name,
                                        const ObjectMeta* viewer) const {
  const ConfigMap* own = config_maps_.Find({{}, namespace_, name}, viewer, files_);
  if (own != nullptr || base_ == nullptr) return own;
  return base_->FindConfigMap(namespace_, name, viewer);
}

const Secret* Cluster::FindSecret(std::string_view namespace_, std::string_view name,
                                  const ObjectMeta* viewer) const {
  const Secret* own = secrets_.Find({{}, namespace_, name}, viewer, files_);
  if (own != nullptr || base_ == nullptr) return own;
  return base_->FindSecret(namespace_, name, viewer);
}

const Node* Cluster::FindNode(std::string_view name, const ObjectMeta* viewer) const {
  const Node* own = nodes_.Find({{}, {}, name}, viewer, files_);
  return own != nullptr || base_ == nullptr ? own : base_->FindNode(name, viewer);
}

const LimitRange* Cluster::FindLimitRange(std::string_view namespace_, std::string_view name,
                                          const ObjectMeta* viewer) const {
  const LimitRange* own = limit_ranges_.Find({{}, namespace_, name}, viewer, files_);
  if (own != nullptr || base_ == nullptr) return own;
  return base_->FindLimitRange(namespace_, name, viewer);
}

const Workload* Cluster::FindWorkload(std::string_view kind, std::string_view namespace_,
                                      std::string_view name, const ObjectMeta* viewer) const {
  const Workload* own = workloads_.Find({kind, namespace_, name}, viewer, files_);
  if (own != nullptr || base_ == nullptr) return own;
  return base_->FindWorkload(kind, namespace_, name, viewer);
}

std::vector<const ObjectMeta*> Cluster::VariantsOf(std::string_view kind,
                                                   std::string_view namespace_,
                                                   std::string_view name) const {
  std::vector<const ObjectMeta*> result;
  const auto add = [&](const auto& table, std::string_view of_namespace) {
    for (const auto* variant : table.VariantsOf({{}, of_namespace, name})) {
      result.push_back(&variant->meta);
    }
  };
  if (kind == "ConfigMap") add(config_maps_, namespace_);
  if (kind == "Secret") add(secrets_, namespace_);
  if (kind == "Service") add(services_, namespace_);
  if (kind == "Node") add(nodes_, {});
  if (!result.empty() || base_ == nullptr) return result;
  return base_->VariantsOf(kind, namespace_, name);
}

std::vector<Cluster::Variants> Cluster::AllVariants() const {
  std::vector<Variants> result;
  const auto add = [&](const auto& table, std::string_view kind) {
    for (const auto& variants : table.AllVariants()) {
      Variants& one = result.emplace_back();
      for (const auto* variant : variants) one.all.push_back(&variant->meta);
      one.object = NameOf(kind, *one.all.front());
    }
  };
  add(services_, "Service");
  add(config_maps_, "ConfigMap");
  add(secrets_, "Secret");
  add(nodes_, "Node");
  add(limit_ranges_, "LimitRange");
  for (const auto& variants : workloads_.AllVariants()) {
    if (!variants.front()->part.empty()) continue;  // the first template represents the object
    Variants& one = result.emplace_back();
    for (const Workload* variant : variants) one.all.push_back(&variant->meta);
    one.object = NameOf(variants.front()->kind, *one.all.front());
  }
  std::sort(result.begin(), result.end(),
            [](const Variants& a, const Variants& b) { return a.object < b.object; });
  return result;
}

const ObjectMeta* Cluster::FindTemplated(std::string_view kind, std::string_view namespace_,
                                         std::string_view name) const {
  for (const auto& [of_kind, meta] : templated_) {
    if (of_kind == kind && MayBeSame(meta->name.text, name, Placeholders::kSubstituted) &&
        MayBeSame(meta->namespace_, namespace_, Placeholders::kSubstituted)) {
      return meta;
    }
  }
  return base_ == nullptr ? nullptr : base_->FindTemplated(kind, namespace_, name);
}

std::vector<const Service*> Cluster::ServicesIn(std::string_view namespace_,
                                                const ObjectMeta* viewer) const {
  std::vector<const Service*> result;
  if (const auto found = services_by_namespace_.find(namespace_);
      found != services_by_namespace_.end()) {
    result.reserve(found->second.size());
    for (const size_t place : found->second) {
      const Service* const service = &services_.objects()[place];
      const bool is_seen = !services_.has_variants() || service->meta.name.empty() ||
                           services_.Find(ObjectKey(*service), viewer, files_) == service;
      if (is_seen) result.push_back(service);
    }
  }
  if (base_ != nullptr) {
    for (const Service* service : base_->ServicesIn(namespace_, viewer)) {
      if (services_.Find({{}, namespace_, service->meta.name.text}) == nullptr) {
        result.push_back(service);
      }
    }
  }
  std::stable_sort(result.begin(), result.end(), [](const Service* a, const Service* b) {
    return a->meta.name.text < b->meta.name.text;
  });
  return result;
}

std::vector<const LimitRange*> Cluster::AllLimitRanges() const {
  std::vector<const LimitRange*> result;
  for (const LimitRange& limit_range : limit_ranges_.objects()) result.push_back(&limit_range);
  if (base_ == nullptr) return result;
  for (const LimitRange* limit_range : base_->AllLimitRanges()) {
    if (limit_ranges_.Find(ObjectKey(*limit_range)) == nullptr) result.push_back(limit_range);
  }
  return result;
}

}  // namespace svcenv
