// The objects that are known, found by kind, namespace and name.
#ifndef SVCENV_KUBERNETES_CLUSTER_H_
#define SVCENV_KUBERNETES_CLUSTER_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/node_hash_map.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/source.h"
#include "svcenv/kubernetes/created_object.h"
#include "svcenv/kubernetes/object_key.h"
#include "svcenv/kubernetes/object_list.h"
#include "svcenv/kubernetes/object_rooms.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/replaced_names.h"
#include "svcenv/kubernetes/service_views.h"

namespace svcenv {

// Owns objects and the texts that they view. Objects stay at their address. Filled first, then only
// read: const calls are safe from many threads.
//
// Two objects of one kind, namespace and name are one object: the later takes the place of the
// earlier. Names that are only generated ("generateName") are never the same as another. An embedded
// object never replaces one that is not: it may be meant for another cluster.
class Cluster {
 public:
  Cluster() = default;
  // Finds what `beneath` holds, too, where it holds no such object of its own. The lists of objects
  // are its own alone. `beneath` must outlive it and not change meanwhile.
  explicit Cluster(const Cluster* beneath ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : beneath_(beneath), sources_(&beneath->sources()) {}

  // Where the texts of objects that are read live; objects that a program builds may use it too.
  Arena& arena() { return arena_; }
  // Where objects live, those too that are not added (yet).
  ObjectRooms& rooms() { return rooms_; }
  Sources& sources() { return sources_; }
  const Sources& sources() const { return sources_; }

  // Each gives the object that it replaced back, so that the caller can tell of it; else nullopt.
  // An embedded object is replaced, or not added, without a result.
  std::optional<Service> Add(Service service);
  std::optional<ConfigMap> Add(ConfigMap config_map);
  std::optional<Secret> Add(Secret secret);
  std::optional<Node> Add(Node node);
  std::optional<LimitRange> Add(LimitRange limit_range);
  std::optional<Workload> Add(Workload workload);

  // The same for an object in rooms(). Each returns the object that was replaced, or null.
  const Service* AddKept(const ObjectKey& key, Service* object);
  const ConfigMap* AddKept(const ObjectKey& key, ConfigMap* object);
  const Secret* AddKept(const ObjectKey& key, Secret* object);
  const Node* AddKept(const ObjectKey& key, Node* object);
  const LimitRange* AddKept(const ObjectKey& key, LimitRange* object);
  const Workload* AddKept(const ObjectKey& key, Workload* object);

  // Null when there is none. O(1).
  const Service* FindService(std::string_view namespace_, std::string_view name) const;
  const Service* FindMaster() const;  // see master_service.h
  const ConfigMap* FindConfigMap(std::string_view namespace_, std::string_view name) const;
  const Secret* FindSecret(std::string_view namespace_, std::string_view name) const;
  const Node* FindNode(std::string_view name) const;
  const Workload* FindWorkload(std::string_view kind, std::string_view namespace_,
                               std::string_view name) const;

  // In the order in which they were first added.
  const ObjectList<Service>& services() const { return services_.objects; }
  ObjectList<Service>& mutable_services() { return services_.objects; }
  // How its own services are shown; they are as they were read while nobody changes that.
  const ServiceViews& service_views() const { return service_views_; }
  ServiceViews& service_views() { return service_views_; }
  const ObjectList<ConfigMap>& config_maps() const { return config_maps_.objects; }
  const ObjectList<Secret>& secrets() const { return secrets_.objects; }
  const ObjectList<Node>& nodes() const { return nodes_.objects; }
  const ObjectList<LimitRange>& limit_ranges() const { return limit_ranges_.objects; }
  const ObjectList<Workload>& workloads() const { return workloads_.objects; }
  ObjectList<Workload>& mutable_workloads() { return workloads_.objects; }

  // What may be there and is not to be known: it is not known, and not missing, whatever else is
  // given. Without a name all objects of that kind in the namespace; without a namespace in any.
  // `why` is what messages say of the object; it lives as long as the Cluster.
  void AddUnreadable(std::string_view kind, std::string_view namespace_, std::string_view name,
                     std::string_view why = "may not be read");
  // The `why` of an object; empty: it may be known.
  std::string_view WhyUnreadable(std::string_view kind, std::string_view namespace_,
                                 std::string_view name) const;
  bool IsUnreadable(std::string_view kind, std::string_view namespace_,
                    std::string_view name) const;

  // Adds an object that is in the input and cannot be read because of an error in it. It is
  // unreadable, too. Without a name any object of that kind in the namespace may be it.
  void AddFaulty(std::string_view kind, std::string_view namespace_, std::string_view name);
  bool IsFaulty(std::string_view kind, std::string_view namespace_, std::string_view name) const;

  // Adds an object that something in the input creates. Of several with one name the keys are
  // those of all, and others are possible.
  void AddCreated(CreatedObject created);
  // Returns the object that is created under that name, or null. An object of that name that was
  // added overrides it. O(1).
  const CreatedObject* FindCreated(std::string_view kind, std::string_view namespace_,
                                   std::string_view name) const;

  // References of its files that another program replaces.
  const ReplacedNames& replaced_names() const { return replaced_names_; }
  ReplacedNames& replaced_names() { return replaced_names_; }

  // Returns a ConfigMap or Secret with IsTemplated that may be the one that is wanted, or null.
  const ObjectMeta* FindTemplated(const ObjectName& wanted) const;

  // The services of a namespace, those of `beneath` included, sorted by name, bytewise. O(n log n)
  // in their number: callers keep it.
  std::vector<const Service*> ServicesIn(std::string_view namespace_) const;

  // The LimitRanges of all namespaces, those of `beneath` included.
  std::vector<const LimitRange*> AllLimitRanges() const;

 private:
  template <typename T>
  struct List {
    ObjectList<T> objects;
    absl::flat_hash_map<ObjectKey, size_t, ObjectKey::Hash> places;

    T* Add(const ObjectKey& key, T* object);
    const T* Find(const ObjectKey& key) const;
  };

  template <typename T>
  std::optional<T> KeepAndAdd(T object);

  const Cluster* beneath_ = nullptr;
  Arena arena_;
  Sources sources_;
  ObjectRooms rooms_;
  List<Service> services_;
  ServiceViews service_views_;
  absl::flat_hash_map<std::string_view, std::vector<size_t>> services_by_namespace_;  // places
  List<ConfigMap> config_maps_;
  List<Secret> secrets_;
  List<Node> nodes_;
  List<LimitRange> limit_ranges_;
  List<Workload> workloads_;
  absl::flat_hash_map<ObjectKey, std::string_view, ObjectKey::Hash> unreadable_;  // and why
  absl::flat_hash_set<ObjectKey, ObjectKey::Hash> faulty_;
  absl::node_hash_map<ObjectKey, CreatedObject, ObjectKey::Hash> created_;
  std::vector<std::pair<std::string_view, const ObjectMeta*>> templated_;  // with their kinds
  ReplacedNames replaced_names_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_CLUSTER_H_
