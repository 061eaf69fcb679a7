// Collects the objects that must be read to compute the environments of containers.
#ifndef SVCENV_CLI_SOURCES_NEEDS_H_
#define SVCENV_CLI_SOURCES_NEEDS_H_

#include <set>
#include <string>

#include "svcenv/kubernetes/objects.h"

namespace svcenv::cli {

// Names in the workload's namespace, including those of optional references.
struct Needs {
  std::set<std::string> config_maps;
  std::set<std::string> secrets;
  // The pod's node, if a variable may depend on it: through a limit that a container does not set,
  // or through a node address that is not in the pod's status.
  std::set<std::string> nodes;
  // Whether LimitRanges may affect a variable. Only for pod templates: existing pods already have
  // the defaults.
  bool limit_ranges = false;

  void Add(const Workload& workload, const Container& container);
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_NEEDS_H_
