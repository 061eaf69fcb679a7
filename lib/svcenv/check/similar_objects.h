// Suggests ConfigMaps and Secrets for a name that was not found; for this package only.
#ifndef SVCENV_CHECK_SIMILAR_OBJECTS_H_
#define SVCENV_CHECK_SIMILAR_OBJECTS_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "svcenv/base/object_name.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

class SimilarObjects {
 public:
  // O(n) in the number of ConfigMaps and Secrets. `cluster` must outlive this.
  explicit SimilarObjects(const Cluster& cluster);

  // Returns another namespace that has, or will have, an object with this kind and name; "" if there
  // is none.
  std::string_view NamespaceElsewhere(const ObjectName& object) const;

  // Returns similar names in the namespace of `object`, nearest first, including kustomize's names
  // with a hash. O(size of the names). Always returns nothing after kMaxSearches calls.
  std::vector<std::string> Near(const ObjectName& object);

 private:
  static constexpr size_t kMaxSearches = 100;

  using Place = std::pair<std::string_view, std::string_view>;  // kind, and name or namespace

  void Add(std::string_view kind, const ObjectMeta& meta);

  std::map<Place, std::vector<std::string_view>> namespaces_;  // by name
  std::map<Place, std::vector<std::string_view>> names_;       // by namespace
  size_t searches_ = 0;
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_SIMILAR_OBJECTS_H_
