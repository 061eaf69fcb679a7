// Finds the owners of the workloads that findings are about; for this package only.
#ifndef SVCENV_CHECK_CAUSE_ROOTS_H_
#define SVCENV_CHECK_CAUSE_ROOTS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// An object without a known owner.
struct CauseRoot {
  ObjectName name;
  size_t owners = 0;  // steps from the object that was asked about
};

class CauseRoots {
 public:
  // `cluster` must outlive it. O(workloads and containers).
  explicit CauseRoots(const Cluster& cluster);

  bool IsWorkload(const ObjectName& object) const { return Find(object.ToString()) != nullptr; }

  // Returns the topmost owner of an object. Follows the controllers of Pods, ReplicaSets, and Jobs,
  // even to an owner that is not in the cluster. O(1).
  CauseRoot RootOf(const ObjectName& object) const;

  // Returns the field within the container, or within the pod or object if the finding has no
  // container. Names the entries of env, "env[LEVEL].value", if the container is in the cluster.
  std::string FieldOf(const Diagnostic& finding) const;

 private:
  using Templates = std::vector<const Workload*>;  // of one object

  const Templates* Find(const std::string& object) const;
  const Workload* TemplateOf(const Diagnostic& finding) const;
  // Returns "env[LEVEL].value" for "env[2].value".
  std::string NameEntry(const Diagnostic& finding, const Workload& workload,
                        std::string_view field) const;

  absl::flat_hash_map<std::string, Templates> by_name_;
  absl::flat_hash_map<std::pair<const Workload*, std::string_view>, const Container*> containers_;
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_CAUSE_ROOTS_H_
