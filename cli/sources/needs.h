// The objects that containers refer to: what must be asked for to know their environments.
#ifndef SVCENV_CLI_SOURCES_NEEDS_H_
#define SVCENV_CLI_SOURCES_NEEDS_H_

#include <set>
#include <string>

#include "svcenv/kubernetes/objects.h"

namespace svcenv::cli {

// Names within the namespace of the workload, those of optional references among them.
struct Needs {
  std::set<std::string> config_maps;
  std::set<std::string> secrets;
  // The node that the pod runs on, if a variable may depend on it: on a limit that a container
  // lacks, or on an address of the node that the pod's status does not tell.
  std::set<std::string> nodes;
  // LimitRanges may set what a variable shows: of a template, as pods that are there have it.
  bool limit_ranges = false;

  void Add(const Workload& workload, const Container& container);
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_NEEDS_H_
