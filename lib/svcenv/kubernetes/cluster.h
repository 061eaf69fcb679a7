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
#include "svcenv/base/arena.h"
#include "svcenv/base/object_name.h"
#include "svcenv/base/source.h"
#include "svcenv/kubernetes/file_tree.h"
#include "svcenv/kubernetes/object_key.h"
#include "svcenv/kubernetes/object_list.h"
#include "svcenv/kubernetes/object_rooms.h"
#include "svcenv/kubernetes/object_table.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/replaced_names.h"
#include "svcenv/kubernetes/service_views.h"
#include "svcenv/kubernetes/uncertain_objects.h"

namespace svcenv {

// Owns objects and the texts that they view. Objects stay at their address. Filled first, then only
// read: const calls are safe from many threads.
//
// Two objects of one kind, namespace, and name are one object: the later replaces the earlier, except
// that an embedded object, which may be meant for another cluster, never replaces one that is not.
// Objects of different files of directories are not: they are variants, such as the overlays of a
// base, and an object that refers to them sees the nearest one. See FileTree. Generated names
// ("generateName"), names with placeholders, and embedded workloads are never the same as another.
class Cluster : public UncertainObjects {
 public:
  // The variants of one object.
  struct Variants {
    ObjectName object;
    std::vector<const ObjectMeta*> all;  // in the order of the input, at least two
  };

  Cluster() = default;
  // Finds what `beneath` holds, too, where it holds no such object of its own. The lists of objects
  // are its own alone. `beneath` must outlive it and not change meanwhile.
  explicit Cluster(const Cluster* beneath ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : UncertainObjects(beneath), beneath_(beneath), sources_(&beneath->sources()) {}

  // Where the texts of objects that are read live; objects that a program builds may use it too.
  Arena& arena() { return arena_; }
  // Where objects live, those too that are not added (yet).
  ObjectRooms& rooms() { return rooms_; }
  Sources& sources() { return sources_; }
  const Sources& sources() const { return sources_; }

  // Each returns the object that it replaced, unless one of the two is embedded.
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

  // Returns the object that `viewer`, which refers to it, sees; without a viewer the last variant.
  // Null if there is none, or if several variants are as near: see VariantsOf. O(1) unless there are
  // variants.
  const Service* FindService(std::string_view namespace_, std::string_view name,
                             const ObjectMeta* viewer = nullptr) const;
  const Service* FindMaster() const;  // see master_service.h
  const ConfigMap* FindConfigMap(std::string_view namespace_, std::string_view name,
                                 const ObjectMeta* viewer = nullptr) const;
  const Secret* FindSecret(std::string_view namespace_, std::string_view name,
                           const ObjectMeta* viewer = nullptr) const;
  const Node* FindNode(std::string_view name, const ObjectMeta* viewer = nullptr) const;
  const LimitRange* FindLimitRange(std::string_view namespace_, std::string_view name,
                                   const ObjectMeta* viewer = nullptr) const;
  const Workload* FindWorkload(std::string_view kind, std::string_view namespace_,
                               std::string_view name, const ObjectMeta* viewer = nullptr) const;

  // Returns the variants of a ConfigMap, Secret, Node, or Service, in the order of the input; none
  // if there is only one object of the name.
  std::vector<const ObjectMeta*> VariantsOf(std::string_view kind, std::string_view namespace_,
                                            std::string_view name) const;
  // Returns the variants of objects of all kinds, those of `beneath` not included, sorted by object.
  std::vector<Variants> AllVariants() const;
  // Returns the variants of a Service, those of `beneath` not included.
  std::vector<const Service*> VariantsOfService(const Service& service) const {
    return services_.VariantsOf(ObjectKey(service));
  }
  // Returns whether there are several of them; and whether any Service has variants. O(1).
  bool HasVariants(const Service& service) const {
    return services_.CountVariants(ObjectKey(service)) > 1;
  }
  bool has_service_variants() const { return services_.has_variants(); }

  FileTree& files() { return files_; }
  const FileTree& files() const { return files_; }

  // All objects, variants included, in the order in which they were first added.
  const ObjectList<Service>& services() const { return services_.objects(); }
  ObjectList<Service>& mutable_services() { return services_.objects(); }
  // How its own services are shown; they are as they were read while nobody changes that.
  const ServiceViews& service_views() const { return service_views_; }
  ServiceViews& service_views() { return service_views_; }
  const ObjectList<ConfigMap>& config_maps() const { return config_maps_.objects(); }
  const ObjectList<Secret>& secrets() const { return secrets_.objects(); }
  const ObjectList<Node>& nodes() const { return nodes_.objects(); }
  const ObjectList<LimitRange>& limit_ranges() const { return limit_ranges_.objects(); }
  const ObjectList<Workload>& workloads() const { return workloads_.objects(); }
  ObjectList<Workload>& mutable_workloads() { return workloads_.objects(); }

  // References of its files that another program replaces.
  const ReplacedNames& replaced_names() const { return replaced_names_; }
  ReplacedNames& replaced_names() { return replaced_names_; }

  // Returns a ConfigMap or Secret with IsTemplated that may be the one that is wanted, or null.
  const ObjectMeta* FindTemplated(std::string_view kind, std::string_view namespace_,
                                  std::string_view name) const;

  // Returns the services of a namespace that `viewer` sees, as FindService, those of `beneath`
  // included, sorted by name, bytewise. O(n log n) in their number: callers keep it.
  std::vector<const Service*> ServicesIn(std::string_view namespace_,
                                         const ObjectMeta* viewer = nullptr) const;

  // The LimitRanges of all namespaces, those of `beneath` included.
  std::vector<const LimitRange*> AllLimitRanges() const;

 private:
  template <typename T>
  std::optional<T> KeepAndAdd(T object);

  const Cluster* beneath_ = nullptr;
  Arena arena_;
  Sources sources_;
  ObjectRooms rooms_;
  FileTree files_;
  ObjectTable<Service> services_;
  ServiceViews service_views_;
  absl::flat_hash_map<std::string_view, std::vector<size_t>> services_by_namespace_;  // places
  ObjectTable<ConfigMap> config_maps_;
  ObjectTable<Secret> secrets_;
  ObjectTable<Node> nodes_;
  ObjectTable<LimitRange> limit_ranges_;
  ObjectTable<Workload> workloads_;
  std::vector<std::pair<std::string_view, const ObjectMeta*>> templated_;  // with their kinds
  ReplacedNames replaced_names_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_CLUSTER_H_
