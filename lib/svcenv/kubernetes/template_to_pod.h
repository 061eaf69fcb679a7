// What controllers and built-in admission change between a pod template, or a Pod that is to be
// created, and the pod that a kubelet gets, as far as an environment can show it.
// docs/templates-to-pods.md lists all of it.
#ifndef SVCENV_KUBERNETES_TEMPLATE_TO_POD_H_
#define SVCENV_KUBERNETES_TEMPLATE_TO_POD_H_

#include <string_view>

#include "svcenv/base/arena.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/pod.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

struct ChangeOptions {
  const VersionProfile* version = &DefaultVersion();
  bool sets_service_account = true;  // the default one, as admission does
};

// Makes the changes that depend on the object alone: the service account `default`, links that are
// unknown, replaces_variables, and JOB_COMPLETION_INDEX in the containers of an Indexed Job. Texts
// that it needs go to `arena`.
void MakeChanges(const ChangeOptions& options, Workload* workload, Arena* arena);

// Gives workloads that have no pod template but refer to one, Rollouts with `workloadRef`, a copy of
// it, with its positions, if the cluster has the object: see Workload::template_of. To be called once
// all objects are added. O(workloads).
void FollowTemplateReferences(Cluster* cluster);

// What the pod has under a key of its labels or annotations.
struct ValueInPod {
  enum class State {
    kAsWritten,  // what the object has, if anything
    kSet,        // `value`, whatever the object has
    kAtRunTime,  // set to a value that only the running pod has
  };
  State state = State::kAsWritten;
  std::string_view value = {};
};

// Returns what the pod has as a label. `node` is that of the pod, null if it is not known.
ValueInPod LabelInPod(const Workload& workload, std::string_view key, const Node* node,
                      const VersionProfile& version);
ValueInPod AnnotationInPod(const Workload& workload, std::string_view key);

// Returns whether the pods have labels beyond those of the object.
bool AddsLabels(const Workload& workload);

// Returns whether a controller may set a variable that neither the object nor a service sets.
bool MaySetVariable(const Workload& workload, std::string_view name);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_TEMPLATE_TO_POD_H_
