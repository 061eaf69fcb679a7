// The objects that are known, found by kind, namespace and name.
#ifndef SVCENV_KUBERNETES_CLUSTER_H_
#define SVCENV_KUBERNETES_CLUSTER_H_

#include <deque>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/source.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Owns objects and the texts that they view. Objects stay at their address. Filled first, then only
// read: const calls are safe from many threads.
//
// Two objects of one kind, namespace and name are one object: the later takes the place of the
// earlier. Names that are only generated ("generateName") are never the same as another.
class Cluster {
 public:
  Cluster() = default;
  // Finds what `beneath` holds, too, where it holds no such object of its own. The lists of objects
  // are its own alone. `beneath` must outlive it and not change meanwhile.
  explicit Cluster(const Cluster* beneath) : beneath_(beneath), sources_(&beneath->sources()) {}

  // Where the texts of objects that are read live; objects that a program builds may use it too.
  Arena& arena() { return arena_; }
  Sources& sources() { return sources_; }
  const Sources& sources() const { return sources_; }

  // Each gives the object that it replaced back, so that the caller can tell of it; else nullopt.
  std::optional<Service> Add(Service service);
  std::optional<ConfigMap> Add(ConfigMap config_map);
  std::optional<Secret> Add(Secret secret);
  std::optional<Node> Add(Node node);
  std::optional<Workload> Add(Workload workload);

  // Null when there is none. O(1).
  const Service* FindService(std::string_view namespace_, std::string_view name) const;
  const ConfigMap* FindConfigMap(std::string_view namespace_, std::string_view name) const;
  const Secret* FindSecret(std::string_view namespace_, std::string_view name) const;
  const Node* FindNode(std::string_view name) const;
  const Workload* FindWorkload(std::string_view kind, std::string_view namespace_,
                               std::string_view name) const;

  // In the order in which they were first added.
  const std::deque<Service>& services() const { return services_.objects; }
  std::deque<Service>& mutable_services() { return services_.objects; }
  const std::deque<ConfigMap>& config_maps() const { return config_maps_.objects; }
  const std::deque<Secret>& secrets() const { return secrets_.objects; }
  const std::deque<Node>& nodes() const { return nodes_.objects; }
  const std::deque<Workload>& workloads() const { return workloads_.objects; }

  // What may be there and is not to be known: it is not known, and not missing, whatever else is
  // given. Without a name all objects of that kind in the namespace; without a namespace in any.
  // `why` is what messages say of the object; it lives as long as the program.
  void AddUnreadable(std::string_view kind, std::string_view namespace_, std::string_view name,
                     std::string_view why = "may not be read");
  // The `why` of an object; empty: it may be known.
  std::string_view WhyUnreadable(std::string_view kind, std::string_view namespace_,
                                 std::string_view name) const;
  bool IsUnreadable(std::string_view kind, std::string_view namespace_,
                    std::string_view name) const {
    return !WhyUnreadable(kind, namespace_, name).empty();
  }

  // The services of a namespace, those of `beneath` included, sorted by name, bytewise. O(n log n)
  // in their number: callers keep it.
  std::vector<const Service*> ServicesIn(std::string_view namespace_) const;

 private:
  // namespace and name; the kind too where one list holds several.
  struct Key {
    std::string_view kind, namespace_, name;
    friend bool operator==(const Key& a, const Key& b) {
      return a.kind == b.kind && a.namespace_ == b.namespace_ && a.name == b.name;
    }
    template <typename H>
    friend H AbslHashValue(H h, const Key& k) {
      return H::combine(std::move(h), k.kind, k.namespace_, k.name);
    }
  };
  template <typename T>
  struct List {
    std::deque<T> objects;
    absl::flat_hash_map<Key, T*> index;

    std::optional<T> Add(Key key, T object);
    const T* Find(Key key) const;
  };

  const Cluster* beneath_ = nullptr;
  Arena arena_;
  Sources sources_;
  List<Service> services_;
  absl::flat_hash_map<std::string_view, std::vector<const Service*>> services_by_namespace_;
  List<ConfigMap> config_maps_;
  List<Secret> secrets_;
  List<Node> nodes_;
  List<Workload> workloads_;
  absl::flat_hash_map<Key, std::string_view> unreadable_;  // and why
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_CLUSTER_H_
