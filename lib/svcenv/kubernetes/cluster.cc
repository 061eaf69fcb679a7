#include "svcenv/kubernetes/cluster.h"

#include <algorithm>
#include <optional>

namespace svcenv {

template <typename T>
std::optional<T> Cluster::List<T>::Add(Key key, T object) {
  if (!key.name.empty()) {
    // The key views the object's own texts, which outlive the index.
    if (const auto found = index.find(key); found != index.end()) {
      T* place = found->second;
      index.erase(found);
      T earlier = std::exchange(*place, std::move(object));
      index.emplace(key, place);
      return earlier;
    }
  }
  objects.push_back(std::move(object));
  if (!key.name.empty()) index.emplace(key, &objects.back());
  return std::nullopt;
}

template <typename T>
const T* Cluster::List<T>::Find(Key key) const {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

std::optional<Service> Cluster::Add(Service object) {
  const Key key{"", object.meta.namespace_, object.meta.name.text};
  const size_t before = services_.objects.size();
  std::optional<Service> earlier = services_.Add(key, std::move(object));
  if (services_.objects.size() > before) {
    services_by_namespace_[key.namespace_].push_back(&services_.objects.back());
  }
  return earlier;
}

std::optional<ConfigMap> Cluster::Add(ConfigMap object) {
  const Key key{"", object.meta.namespace_, object.meta.name.text};
  return config_maps_.Add(key, std::move(object));
}

std::optional<Secret> Cluster::Add(Secret object) {
  const Key key{"", object.meta.namespace_, object.meta.name.text};
  return secrets_.Add(key, std::move(object));
}

std::optional<Node> Cluster::Add(Node object) {
  const Key key{"", "", object.meta.name.text};
  return nodes_.Add(key, std::move(object));
}

std::optional<Workload> Cluster::Add(Workload object) {
  const Key key{object.kind, object.meta.namespace_, object.meta.name.text};
  return workloads_.Add(key, std::move(object));
}

const Service* Cluster::FindService(std::string_view namespace_, std::string_view name) const {
  const Service* own = services_.Find({"", namespace_, name});
  return own != nullptr || beneath_ == nullptr ? own : beneath_->FindService(namespace_, name);
}

const ConfigMap* Cluster::FindConfigMap(std::string_view namespace_, std::string_view name) const {
  const ConfigMap* own = config_maps_.Find({"", namespace_, name});
  return own != nullptr || beneath_ == nullptr ? own : beneath_->FindConfigMap(namespace_, name);
}

const Secret* Cluster::FindSecret(std::string_view namespace_, std::string_view name) const {
  const Secret* own = secrets_.Find({"", namespace_, name});
  return own != nullptr || beneath_ == nullptr ? own : beneath_->FindSecret(namespace_, name);
}

const Node* Cluster::FindNode(std::string_view name) const {
  const Node* own = nodes_.Find({"", "", name});
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
  unreadable_.try_emplace({arena_.Copy(kind), arena_.Copy(namespace_), arena_.Copy(name)}, why);
}

std::string_view Cluster::WhyUnreadable(std::string_view kind, std::string_view namespace_,
                                        std::string_view name) const {
  if (!unreadable_.empty()) {
    for (const Key& key :
         {Key{kind, namespace_, name}, Key{kind, namespace_, ""}, Key{kind, "", ""}}) {
      if (const auto found = unreadable_.find(key); found != unreadable_.end()) {
        return found->second;
      }
    }
  }
  return beneath_ == nullptr ? "" : beneath_->WhyUnreadable(kind, namespace_, name);
}

std::vector<const Service*> Cluster::ServicesIn(std::string_view namespace_) const {
  std::vector<const Service*> result;
  if (const auto found = services_by_namespace_.find(namespace_);
      found != services_by_namespace_.end()) {
    result = found->second;
  }
  if (beneath_ != nullptr) {
    for (const Service* service : beneath_->ServicesIn(namespace_)) {
      if (services_.Find({"", namespace_, service->meta.name.text}) == nullptr) {
        result.push_back(service);
      }
    }
  }
  std::stable_sort(result.begin(), result.end(), [](const Service* a, const Service* b) {
    return a->meta.name.text < b->meta.name.text;
  });
  return result;
}

}  // namespace svcenv
