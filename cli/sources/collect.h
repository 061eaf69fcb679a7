// Reads from a live cluster all that svcenv needs to analyze it elsewhere.
#ifndef SVCENV_CLI_SOURCES_COLLECT_H_
#define SVCENV_CLI_SOURCES_COLLECT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/select/kinds.h"
#include "cli/sources/kubectl.h"
#include "cli/terminal/progress.h"
#include "svcenv/base/diagnostic.h"

namespace svcenv::cli {

struct CollectQuery {
  std::string namespace_;  // empty: the namespace of kubectl's context
  bool all_namespaces = false;
  std::vector<SelectedKind> kinds;  // besides those of Kubernetes
};

struct Collection {
  std::string json;    // a List, one object per line, sorted by kind, namespace, and name
  size_t objects = 0;  // in the List
  Diagnostics denied;  // permissions; the List contains an Unreadable for each
};

// Returns the services, workloads, pods, and LimitRanges, and the names of the keys of ConfigMaps
// and Secrets. With all_namespaces, also the nodes; otherwise, also the service `kubernetes` of
// `default`. Fails (see Kubectl) if a request fails for another reason than a denied permission, or
// if all are denied.
absl::StatusOr<Collection> Collect(const Kubectl& kubectl, const CollectQuery& query,
                                   Progress* progress);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_COLLECT_H_
