// Which containers a command is about: TARGET, -n, -A, -l, -c.
#ifndef SVCENV_CLI_SELECT_TARGETS_H_
#define SVCENV_CLI_SELECT_TARGETS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/selector.h"

namespace svcenv::cli {

struct Selection {
  std::string target;      // "pod/web", "deploy/web", "web" (a pod); "": all
  std::string namespace_;  // "": all
  std::string selector;    // of the workload's labels; "": all
  std::string container;   // "": all

  // Whether nothing but the namespace says what is meant.
  bool whole() const { return target.empty() && selector.empty() && container.empty(); }
};

struct Selected {
  const Workload* workload;
  const Container* container;
};

// The containers that are selected, in the order in which they were read; at least one. What is not
// there is an error that offers the nearest names. A target that several files define is an error
// that names them.
absl::StatusOr<std::vector<Selected>> SelectContainers(const Cluster& cluster,
                                                       const Selection& selection);

// The same for commands that are about services, too: none, where all is meant and there are
// services alone. Of a target that several files define, all containers.
absl::StatusOr<std::vector<Selected>> SelectIfAny(const Cluster& cluster,
                                                  const Selection& selection);

// Where all is meant all services, else those of the namespaces of what was selected.
std::vector<const Service*> ServicesOf(const Cluster& cluster, const Selection& selection,
                                       const std::vector<Selected>& selected);

// What a KIND/NAME or a bare name names.
struct Target {
  std::string_view kind;  // "Deployment"
  std::string_view name;
};
absl::StatusOr<Target> ParseTarget(std::string_view text);

// What -l takes; an error says what is wrong with it.
absl::StatusOr<Selector> ParseSelector(const std::string& text);

// What kubectl calls objects of a kind that makes pods, without doubt about the group:
// "deployments.apps".
std::string ResourceOf(std::string_view kind);

// "Deployment" of "deploy", "deployments", "Deployment" or "deployments.apps"; empty if it makes no
// pods.
std::string_view WorkloadKindOf(std::string_view word);

// Whether both are templates of one object as it is written once.
bool IsOfOneObject(const Workload& a, const Workload& b);

// "deployment/web": how a workload is named on the command line.
std::string TargetOf(const Workload& workload);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SELECT_TARGETS_H_
