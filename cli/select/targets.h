// Selects the containers that a command acts on: TARGET, -n, -A, --kinds, -l, -c.
#ifndef SVCENV_CLI_SELECT_TARGETS_H_
#define SVCENV_CLI_SELECT_TARGETS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/select/kinds.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/selector.h"

namespace svcenv::cli {

struct Selection {
  std::string target;      // "pod/web", "deploy/web", "web" (a pod); "": all
  std::string namespace_;  // "": all
  std::string kinds;       // "pods,deploy", see ParseKinds; "": all, or pods of a live cluster
  std::string selector;    // of the workload's labels; "": all
  std::string container;   // "": all

  // Returns whether nothing except the namespace restricts the selection.
  bool whole() const {
    return target.empty() && kinds.empty() && selector.empty() && container.empty();
  }
};

struct Selected {
  const Workload* workload;
  const Container* container;
};

// Returns the selected containers in input order, at least one. If the target or container is not
// found, the error offers the nearest names. If several files define the target, it names them.
absl::StatusOr<std::vector<Selected>> SelectContainers(const Cluster& cluster,
                                                       const Selection& selection);

// Like SelectContainers, for commands that also act on services: returns no containers if the
// selection is whole() and has only services. Keeps all definitions of a target.
absl::StatusOr<std::vector<Selected>> SelectIfAny(const Cluster& cluster,
                                                  const Selection& selection);

// Returns the services of the selection if it is whole(), otherwise those in the namespaces of the
// selected workloads.
std::vector<const Service*> ServicesOf(const Cluster& cluster, const Selection& selection,
                                       const std::vector<Selected>& selected);

// A parsed KIND/NAME. A bare name is that of a Pod.
struct Target {
  std::string_view kind;  // "Deployment"
  std::string_view name;
};

// Parses a target. The result points into `text`.
absl::StatusOr<Target> ParseTarget(std::string_view text);

// Returns the kinds of --kinds. Fails if there is a target, which has a kind of its own.
absl::StatusOr<std::vector<SelectedKind>> KindsOf(const Selection& selection);

// Parses the value of -l.
absl::StatusOr<Selector> ParseSelector(const std::string& text);

// Returns kubectl's name for the objects of a kind, with the group so that it is unambiguous:
// "deployments.apps". Returns an empty string for an unknown kind.
std::string ResourceOf(std::string_view kind);

// Returns "Deployment" for "deploy", "deployments", "Deployment", or "deployments.apps". Returns an
// empty string if the word is not a workload kind.
std::string_view WorkloadKindOf(std::string_view word);

// Returns whether both are templates of the same definition of an object.
bool IsOfOneObject(const Workload& a, const Workload& b);

// Returns the workload's name on the command line: "deployment/web".
std::string TargetOf(const Workload& workload);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SELECT_TARGETS_H_
