// The pod of a workload as if it ran on this machine, for commands that run locally.
//
//   LocalPod pod(selected, workspace.FactsOf(*selected.workload), &cluster);
//   const absl::Status set = pod.Set("REDIS_SERVICE_HOST=127.0.0.1");
//   pod.SetPlaceholders();
//   const auto resolved = resolver.Resolve(pod.workload(), pod.container(), pod.facts());
#ifndef SVCENV_CLI_EXEC_LOCAL_POD_H_
#define SVCENV_CLI_EXEC_LOCAL_POD_H_

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
  // Constructs the pod of the selected container from the known facts. Adds placeholder objects to
  // `cluster`, which must contain the workload and outlive this object.
  LocalPod(const Selected& selected, PodFacts facts, Cluster* cluster);

  LocalPod(const LocalPod&) = delete;
  LocalPod& operator=(const LocalPod&) = delete;

  // Parses "NAME=VALUE" and sets the variable, overriding the pod. References to it
  // expand to this value.
  absl::Status Set(std::string_view text);

  // Parses "VOLUME=DIRECTORY" and makes fileKeyRef read the files of that volume from
  // the directory.
  absl::Status Mount(std::string_view text);

  // Removes the container's own command, because another one will run.
  void DropCommand();

  // Sets placeholders for unknown values that only a running pod has: the name, uid, and
  // labels that a controller would set, 127.0.0.1 as the IP of the pod and its host, and
  // `localhost` as its node, with the CPUs, memory, and disk of this machine for limits that
  // the container does not set.
  void SetPlaceholders();

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

// Returns the flag that overrides the variable's placeholder: "--pod-ip IP", or "--set NAME=VALUE"
// if there is no specific flag.
std::string FlagInsteadOf(const Variable& variable);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_LOCAL_POD_H_
