// The pod of a workload as if it ran on this machine, for a command that runs here.
//
//   LocalPod pod(selected, workspace.FactsOf(*selected.workload), &cluster);
//   const absl::Status set = pod.Set("REDIS_SERVICE_HOST=127.0.0.1");
//   pod.StandIn();
//   const auto resolved = resolver.Resolve(pod.workload(), pod.container(), pod.facts());
#ifndef SVCENV_CLI_BECOME_STAND_INS_H_
#define SVCENV_CLI_BECOME_STAND_INS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "cli/select/targets.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv::cli {

class LocalPod {
 public:
  // Of one container, and of what is known of its pod. What stands in is added to `cluster`, which
  // must hold the workload and outlive this.
  LocalPod(const Selected& selected, PodFacts facts, Cluster* cluster);

  LocalPod(const LocalPod&) = delete;
  LocalPod& operator=(const LocalPod&) = delete;

  // "NAME=VALUE": that variable has that value, whatever the pod says; what refers to it follows.
  absl::Status Set(std::string_view text);

  // "VOLUME=DIRECTORY": the files that fileKeyRef reads of that volume are in that directory.
  absl::Status Mount(std::string_view text);

  // Only the environment is of interest: what runs is not the container's own command.
  void DropCommand();

  // Fills in what only a running pod has and is not known: the name, uid and labels that a
  // controller would give it, 127.0.0.1 as its IP and its host's, `localhost` as its node, with the
  // CPUs, memory and disk of this machine for limits that the container does not set.
  void StandIn();

  const Workload& workload() const { return workload_; }
  const Container& container() const { return *container_; }
  const PodFacts& facts() const { return facts_; }

 private:
  void NamePod();
  void PlaceOnNode();

  Cluster& cluster_;
  Workload workload_;
  Container* container_;  // of workload_
  PodFacts facts_;
};

// The flag that gives another value than the one that stands in: "--pod-ip IP"; for a variable
// without a flag of its own "--set NAME=VALUE".
std::string FlagInsteadOf(const Variable& variable);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_STAND_INS_H_
