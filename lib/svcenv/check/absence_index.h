// Indexes the names of a pod and of the cluster for the search of absence.h.
#ifndef SVCENV_CHECK_ABSENCE_INDEX_H_
#define SVCENV_CHECK_ABSENCE_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Finds env entries of one pod by name. Immutable.
class PodNames {
 public:
  // The number of leading envFrom sources of a pod that are searched for a name.
  static constexpr size_t kMaxSources = 100;

  struct Place {
    uint32_t container;  // in containers()
    uint32_t entry;      // in its env
  };
  struct Source {
    const Container* container;
    const EnvFrom* source;
  };

  explicit PodNames(const PodSpec& spec ABSL_ATTRIBUTE_LIFETIME_BOUND);

  const std::vector<const Container*>& containers() const { return containers_; }
  // The first kMaxSources of the pod.
  absl::Span<const Source> sources() const { return sources_; }

  // Returns where env defines the name, in manifest order. O(1).
  absl::Span<const Place> Find(std::string_view name) const;

  // Returns the places in one container of this pod. O(log n) in the number of places.
  absl::Span<const Place> Find(std::string_view name, const Container& container) const;

 private:
  std::vector<const Container*> containers_;
  absl::flat_hash_map<const Container*, uint32_t> numbers_;
  absl::flat_hash_map<std::string_view, std::vector<Place>> places_;
  std::vector<Source> sources_;
};

// Thread-safe. Builds each part on first use. The Cluster and the service variables passed to it
// must outlive it and not change.
class AbsenceIndex {
 public:
  // The number of names per namespace for which Nearest searches the service variables. Each search
  // visits all of them.
  static constexpr size_t kMaxNear = 100;

  struct Key {
    std::string_view kind;  // "ConfigMap" or "Secret"
    const ObjectMeta* object;
    Position position;
  };

  AbsenceIndex(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND,
               const ServicePrefixes& prefixes ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : cluster_(cluster), prefixes_(prefixes) {}

  const ServicePrefixes& prefixes() const { return prefixes_; }

  const PodNames& NamesOf(const Workload& workload) const;

  // Returns the first ConfigMap, or else the first Secret, in a namespace that has the key; null if
  // there is none.
  const Key* FindKey(std::string_view namespace_, std::string_view key) const;

  // Returns whether the service, on its own, sets a variable with that name.
  bool Sets(const Service& service, std::string_view name) const;

  // Makes `name` one of the kMaxNear names unless all are taken. To get deterministic answers from
  // Nearest on several threads, reserve the names in a fixed order first.
  void Reserve(const ServiceVariables& services, std::string_view name) const;

  // Returns the names of service variables that are similar to `name`, nearest first; none if
  // `name` is not one of the kMaxNear.
  std::vector<std::string> Nearest(const ServiceVariables& services, std::string_view name) const;

 private:
  struct Near {
    bool known = false;
    std::vector<std::string> names;
  };
  using NearOfNames = std::map<std::string, std::unique_ptr<Near>, std::less<>>;

  // Returns null if all kMaxNear are taken. Requires mutex_.
  Near* Find(const ServiceVariables& services, std::string_view name) const;

  const Cluster& cluster_;
  const ServicePrefixes& prefixes_;
  mutable std::mutex mutex_;
  mutable absl::flat_hash_map<const Workload*, std::unique_ptr<const PodNames>> pods_;
  mutable absl::flat_hash_map<const Service*, std::shared_ptr<const ServiceVariables>> services_;
  mutable absl::flat_hash_map<const ServiceVariables*, NearOfNames> near_;
  mutable std::once_flag keys_made_;
  mutable absl::flat_hash_map<std::pair<std::string_view, std::string_view>, Key> keys_;
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_ABSENCE_INDEX_H_
