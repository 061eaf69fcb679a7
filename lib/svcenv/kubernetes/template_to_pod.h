// Changes that controllers and built-in admission make between a pod template, or a Pod to be
// created, and the pod that a kubelet runs, limited to those that an environment can show. See
// docs/templates-to-pods.md for the complete list.
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
  bool sets_service_account = true;  // to `default`, as admission does
};

// Makes the changes that depend only on the object: the service account `default`, links_unknown,
// replaces_variables, and JOB_COMPLETION_INDEX in the containers of an Indexed Job. Allocates in
// `arena`.
void MakeChanges(const ChangeOptions& options, Workload* workload, Arena* arena);

// Copies pod templates, including positions, to workloads that refer to a template instead of
// containing one, such as Rollouts with `workloadRef`. See Workload::template_of. Skips references
// to objects that are not in the cluster. Call it after all objects are added. O(number of
// workloads).
void FollowTemplateReferences(Cluster* cluster);

// The value of a label or annotation of the pod.
struct ValueInPod {
  enum class State {
    kAsWritten,  // as in the object, where it may be missing
    kSet,        // set to `value`, overriding the object
    kAtRunTime,  // set to a value that is only known at run time
  };
  State state = State::kAsWritten;
  std::string_view value = {};
};

// Returns a label of the pod. `node` is the node of the pod, or null if unknown.
ValueInPod LabelInPod(const Workload& workload, std::string_view key, const Node* node,
                      const VersionProfile& version);
// Returns an annotation of the pod.
ValueInPod AnnotationInPod(const Workload& workload, std::string_view key);

// Returns whether a controller adds labels to those in the object.
bool AddsLabels(const Workload& workload);

// Returns whether a controller may set a variable that neither the object nor a service sets.
bool MaySetVariable(const Workload& workload, std::string_view name);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_TEMPLATE_TO_POD_H_
