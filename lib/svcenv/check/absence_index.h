// What the search for reasons of absences looks up: names of one pod, and of the whole cluster.
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

// Finds the entries of env of one pod by their names. Immutable.
class PodNames {
 public:
  // How many envFrom sources of a pod are searched for a name, from the first on.
  static constexpr size_t kMostSources = 100;

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
  // The first kMostSources of the pod.
  absl::Span<const Source> sources() const { return sources_; }

  // Where env defines the name, in the order of the manifest. O(1).
  absl::Span<const Place> Find(std::string_view name) const;

  // Those of one container, which must be of this pod. O(log n) in their number.
  absl::Span<const Place> Find(std::string_view name, const Container& container) const;

 private:
  std::vector<const Container*> containers_;
  absl::flat_hash_map<const Container*, uint32_t> numbers_;
  absl::flat_hash_map<std::string_view, std::vector<Place>> places_;
  std::vector<Source> sources_;
};

// Thread-safe; each part is made when it is first asked for. The Cluster and the service variables
// that it is asked about must outlive it and not change.
class AbsenceIndex {
 public:
  // Near names are looked for among a namespace's service variables for this many names, the first
  // that are asked about: each takes a look at all variables.
  static constexpr size_t kMostNear = 100;

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

  // The first ConfigMap of a namespace that has the key, else the first Secret; null if none has.
  const Key* FindKey(std::string_view namespace_, std::string_view key) const;

  // Whether the service, taken alone, gives a variable of that name.
  bool Gives(const Service& service, std::string_view name) const;

  // Makes `name` one of the kMostNear, unless there are as many. Who asks from many threads calls
  // it before, in an order that is always the same, so that the answers are.
  void Reserve(const ServiceVariables& services, std::string_view name) const;

  // The names of service variables that are near `name`, nearest first; none for a name that is
  // beyond the kMostNear.
  std::vector<std::string> Nearest(const ServiceVariables& services, std::string_view name) const;

 private:
  struct Near {
    bool known = false;
    std::vector<std::string> names;
  };
  using NearOfNames = std::map<std::string, std::unique_ptr<Near>, std::less<>>;

  // Null beyond kMostNear. Under mutex_.
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
