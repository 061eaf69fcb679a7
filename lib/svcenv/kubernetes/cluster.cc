#include "svcenv/kubernetes/cluster.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "svcenv/kubernetes/controller.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {

template <typename T>
T* Cluster::List<T>::Add(const ObjectKey& key, T* object) {
  if (const auto found = places.find(key); key.has_name() && found != places.end()) {
    const size_t place = found->second;
    const bool was_embedded = objects[place].meta.is_embedded;
    if (object->meta.is_embedded && !was_embedded) return nullptr;
    places.erase(found);
    places.emplace(key, place);  // it views the texts of the object that is there now
    T* const earlier = objects.Replace(place, object);
    return was_embedded ? nullptr : earlier;
  }
  objects.Add(object);  // first, as it may fail: a place is never one of nothing
  if (key.has_name()) places.emplace(key, objects.size() - 1);
  return nullptr;
}

template <typename T>
const T* Cluster::List<T>::Find(const ObjectKey& key) const {
  const auto found = places.find(key);
  return found == places.end() ? nullptr : &objects[found->second];
}

template <typename T>
std::optional<T> Cluster::KeepAndAdd(T object) {
  const ObjectKey key(object);
  const T* earlier = AddKept(key, rooms_.Add(std::move(object)));
  if (earlier == nullptr) return std::nullopt;
  return *earlier;
}

std::optional<Service> Cluster::Add(Service object) { return KeepAndAdd(std::move(object)); }
std::optional<ConfigMap> Cluster::Add(ConfigMap object) { return KeepAndAdd(std::move(object)); }
std::optional<Secret> Cluster::Add(Secret object) { return KeepAndAdd(std::move(object)); }
std::optional<Node> Cluster::Add(Node object) { return KeepAndAdd(std::move(object)); }
std::optional<LimitRange> Cluster::Add(LimitRange object) { return KeepAndAdd(std::move(object)); }
std::optional<Workload> Cluster::Add(Workload object) { return KeepAndAdd(std::move(object)); }

const Service* Cluster::AddKept(const ObjectKey& key, Service* object) {
  const size_t before = services_.objects.size();
  const Service* earlier = services_.Add(key, object);
  if (services_.objects.size() > before) services_by_namespace_[key.namespace_()].push_back(before);
  return earlier;
}
const ConfigMap* Cluster::AddKept(const ObjectKey& key, ConfigMap* object) {
  if (IsTemplated(object->meta)) templated_.emplace_back("ConfigMap", &object->meta);
  return config_maps_.Add(key, object);
}
const Secret* Cluster::AddKept(const ObjectKey& key, Secret* object) {
  if (IsTemplated(object->meta)) templated_.emplace_back("Secret", &object->meta);
  return secrets_.Add(key, object);
}
const Node* Cluster::AddKept(const ObjectKey& key, Node* object) { return nodes_.Add(key, object); }
const LimitRange* Cluster::AddKept(const ObjectKey& key, LimitRange* object) {
  return limit_ranges_.Add(key, object);
}
const Workload* Cluster::AddKept(const ObjectKey& key, Workload* object) {
  return workloads_.Add(key, object);
}

const Service* Cluster::FindService(std::string_view namespace_, std::string_view name) const {
  const Service* own = services_.Find({{}, namespace_, name});
  return own != nullptr || beneath_ == nullptr ? own : beneath_->FindService(namespace_, name);
}

const Service* Cluster::FindMaster() const { return FindService(kMasterNamespace, kMasterName); }

const ConfigMap* Cluster::FindConfigMap(std::string_view namespace_, std::string_view name) const {
  const ConfigMap* own = config_maps_.Find({{}, namespace_, name});
  return own != nullptr || beneath_ == nullptr ? own : beneath_->FindConfigMap(namespace_, name);
}

const Secret* Cluster::FindSecret(std::string_view namespace_, std::string_view name) const {
  const Secret* own = secrets_.Find({{}, namespace_, name});
  return own != nullptr || beneath_ == nullptr ? own : beneath_->FindSecret(namespace_, name);
}

const Node* Cluster::FindNode(std::string_view name) const {
  const Node* own = nodes_.Find({{}, {}, name});
  return own != nullptr || beneath_ == nullptr ? own : beneath_->FindNode(name);
}

const Workload* Cluster::FindWorkload(std::string_view kind, std::string_view namespace_,
                                      std::string_view name) const {
  const Workload* own = workloads_.Find({kind, namespace_, name});
  return own != nullptr || beneath_ == nullptr ? own
                                               : beneath_->FindWorkload(kind, namespace_, name);
}

void Cluster::AddUnreadable(std::string_view kind, std::string_view namespace_,
                            std::string_view name, std::string_view why) {
  unreadable_.try_emplace(ObjectKey(arena_.Copy(kind), arena_.Copy(namespace_), arena_.Copy(name)),
                          why);
}

std::string_view Cluster::WhyUnreadable(std::string_view kind, std::string_view namespace_,
                                        std::string_view name) const {
  if (!unreadable_.empty()) {
    for (const ObjectKey& key : {ObjectKey(kind, namespace_, name), ObjectKey(kind, namespace_, {}),
                                 ObjectKey(kind, {}, {})}) {
      if (const auto found = unreadable_.find(key); found != unreadable_.end()) {
        return found->second;
      }
    }
  }
  return beneath_ == nullptr ? "" : beneath_->WhyUnreadable(kind, namespace_, name);
}

bool Cluster::IsUnreadable(std::string_view kind, std::string_view namespace_,
                           std::string_view name) const {
  return !WhyUnreadable(kind, namespace_, name).empty();
}

void Cluster::AddFaulty(std::string_view kind, std::string_view namespace_, std::string_view name) {
  const ObjectKey key(arena_.Copy(kind), arena_.Copy(namespace_), arena_.Copy(name));
  faulty_.insert(key);
  unreadable_.try_emplace(key, name.empty() ? "could not all be read" : "could not be read");
}

bool Cluster::IsFaulty(std::string_view kind, std::string_view namespace_,
                       std::string_view name) const {
  return faulty_.contains(ObjectKey(kind, namespace_, name)) ||
         (beneath_ != nullptr && beneath_->IsFaulty(kind, namespace_, name));
}

void Cluster::AddCreated(CreatedObject created) {
  const ObjectKey key(created.kind, created.namespace_, created.name);
  const auto [slot, is_new] = created_.try_emplace(key, created);
  if (is_new) return;
  CreatedObject& earlier = slot->second;
  earlier.keys.insert(earlier.keys.end(), created.keys.begin(), created.keys.end());
  earlier.has_other_keys = true;
}

const CreatedObject* Cluster::FindCreated(std::string_view kind, std::string_view namespace_,
                                          std::string_view name) const {
  if (!created_.empty()) {
    for (const ObjectKey& key :
         {ObjectKey(kind, namespace_, name), ObjectKey(kind, std::string_view(), name)}) {
      if (const auto found = created_.find(key); found != created_.end()) return &found->second;
    }
  }
  return beneath_ == nullptr ? nullptr : beneath_->FindCreated(kind, namespace_, name);
}

const ObjectMeta* Cluster::FindTemplated(const ObjectName& wanted) const {
  for (const auto& [kind, meta] : templated_) {
    if (kind == wanted.kind && MayBeSame(meta->name.text, wanted.name, Placeholders::kSubstituted) &&
        MayBeSame(meta->namespace_, wanted.namespace_, Placeholders::kSubstituted)) {
      return meta;
    }
  }
  return beneath_ == nullptr ? nullptr : beneath_->FindTemplated(wanted);
}

std::vector<const Service*> Cluster::ServicesIn(std::string_view namespace_) const {
  std::vector<const Service*> result;
  if (const auto found = services_by_namespace_.find(namespace_);
      found != services_by_namespace_.end()) {
    result.reserve(found->second.size());
    for (const size_t place : found->second) result.push_back(&services_.objects[place]);
  }
  if (beneath_ != nullptr) {
    for (const Service* service : beneath_->ServicesIn(namespace_)) {
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
  for (const LimitRange& limit_range : limit_ranges_.objects) result.push_back(&limit_range);
  if (beneath_ == nullptr) return result;
  for (const LimitRange* limit_range : beneath_->AllLimitRanges()) {
    if (limit_ranges_.Find(ObjectKey(*limit_range)) == nullptr) result.push_back(limit_range);
  }
  return result;
}

}  // namespace svcenv
