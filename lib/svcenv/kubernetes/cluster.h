// The objects in the input, indexed by kind, namespace, and name.
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
#include "svcenv/kubernetes/object_pools.h"
#include "svcenv/kubernetes/object_table.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/replaced_names.h"
#include "svcenv/kubernetes/service_views.h"
#include "svcenv/kubernetes/uncertain_objects.h"

namespace svcenv {

// Owns objects and the strings that they view. Objects never move. Fill it first; const methods are
// then safe to call from multiple threads.
//
// An object replaces an earlier one with the same kind, namespace, and name, with these exceptions:
//
// - An embedded object, which may be meant for another cluster, does not replace an object that is
//   not embedded.
// - Objects from different files of directories are variants, such as the overlays of a base. An
//   object that refers to them sees the nearest one. See FileTree.
// - Objects with a generated name (`generateName`), objects with a placeholder in the name, and
//   embedded workloads never replace another.
class Cluster : public UncertainObjects {
 public:
  // The variants of one object.
  struct Variants {
    ObjectName object;
    std::vector<const ObjectMeta*> all;  // in the order of the input, at least two
  };

  Cluster() = default;
  // Looks up objects that it does not contain in `base`. The lists of objects, such as
  // services(), contain only its own. `base` must outlive it and must not change.
  explicit Cluster(const Cluster* base ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : UncertainObjects(base), base_(base), sources_(&base->sources()) {}

  // Owns the strings of the objects. Callers that build objects themselves may use it too.
  Arena& arena() { return arena_; }
  // Owns the objects, including those not added yet.
  ObjectPools& pools() { return pools_; }
  Sources& sources() { return sources_; }
  const Sources& sources() const { return sources_; }

  // Each returns the object that it replaced, unless one of the two is embedded.
  std::optional<Service> Add(Service service);
  std::optional<ConfigMap> Add(ConfigMap config_map);
  std::optional<Secret> Add(Secret secret);
  std::optional<Node> Add(Node node);
  std::optional<LimitRange> Add(LimitRange limit_range);
  std::optional<Workload> Add(Workload workload);

  // Same as Add(), for an object in pools(). Each returns the replaced object, or null.
  const Service* AddPooled(const ObjectKey& key, Service* object);
  const ConfigMap* AddPooled(const ObjectKey& key, ConfigMap* object);
  const Secret* AddPooled(const ObjectKey& key, Secret* object);
  const Node* AddPooled(const ObjectKey& key, Node* object);
  const LimitRange* AddPooled(const ObjectKey& key, LimitRange* object);
  const Workload* AddPooled(const ObjectKey& key, Workload* object);

  // Returns the object that a reference in `viewer` resolves to; without a viewer, the last
  // variant. Returns null if the object is not found, or if several variants are equally near and
  // differ: see VariantsOf. O(1) without variants.
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

  // Returns the variants of a ConfigMap, Secret, Node, or Service, in the order of the input; empty
  // if there is at most one object with that name.
  std::vector<const ObjectMeta*> VariantsOf(std::string_view kind, std::string_view namespace_,
                                            std::string_view name) const;
  // Returns the variants of all kinds, excluding those of `base`, sorted by object.
  std::vector<Variants> AllVariants() const;
  // Returns the variants of a Service, excluding those of `base`.
  std::vector<const Service*> VariantsOfService(const Service& service) const {
    return services_.VariantsOf(ObjectKey(service));
  }
  // Returns whether the Service has variants. O(1).
  bool HasVariants(const Service& service) const {
    return services_.CountVariants(ObjectKey(service)) > 1;
  }
  // Returns whether any Service has variants. O(1).
  bool has_service_variants() const { return services_.has_variants(); }

  FileTree& files() { return files_; }
  const FileTree& files() const { return files_; }

  // All objects, including variants, in the order in which they were first added.
  const ObjectList<Service>& services() const { return services_.objects(); }
  ObjectList<Service>& mutable_services() { return services_.objects(); }
  // Overrides of how services() are shown; empty unless a caller adds some.
  const ServiceViews& service_views() const { return service_views_; }
  ServiceViews& service_views() { return service_views_; }
  const ObjectList<ConfigMap>& config_maps() const { return config_maps_.objects(); }
  const ObjectList<Secret>& secrets() const { return secrets_.objects(); }
  const ObjectList<Node>& nodes() const { return nodes_.objects(); }
  const ObjectList<LimitRange>& limit_ranges() const { return limit_ranges_.objects(); }
  const ObjectList<Workload>& workloads() const { return workloads_.objects(); }
  ObjectList<Workload>& mutable_workloads() { return workloads_.objects(); }

  // References that another program replaces before Kubernetes sees them.
  const ReplacedNames& replaced_names() const { return replaced_names_; }
  ReplacedNames& replaced_names() { return replaced_names_; }

  // Returns a ConfigMap or Secret whose placeholders (see IsTemplated) may be replaced to yield
  // this name, or null.
  const ObjectMeta* FindTemplated(std::string_view kind, std::string_view namespace_,
                                  std::string_view name) const;

  // Returns the services of a namespace that `viewer` sees (see FindService), including those of
  // `base`, in bytewise order of names. O(n log n) in their number, so keep the result.
  std::vector<const Service*> ServicesIn(std::string_view namespace_,
                                         const ObjectMeta* viewer = nullptr) const;

  // Returns the LimitRanges of all namespaces, including those of `base`.
  std::vector<const LimitRange*> AllLimitRanges() const;

 private:
  template <typename T>
  std::optional<T> PoolAndAdd(T object);

  const Cluster* base_ = nullptr;
  Arena arena_;
  Sources sources_;
  ObjectPools pools_;
  FileTree files_;
  ObjectTable<Service> services_;
  ServiceViews service_views_;
  absl::flat_hash_map<std::string_view, std::vector<size_t>> services_by_namespace_;  // indexes
  ObjectTable<ConfigMap> config_maps_;
  ObjectTable<Secret> secrets_;
  ObjectTable<Node> nodes_;
  ObjectTable<LimitRange> limit_ranges_;
  ObjectTable<Workload> workloads_;
  std::vector<std::pair<std::string_view, const ObjectMeta*>> templated_;  // with their kind
  ReplacedNames replaced_names_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_CLUSTER_H_
