// Groups findings that one change would fix.
//
//   SetCauses(cluster, &findings);
//   for (const Diagnostic& one : OnePerCause(cluster, findings)) std::cout << one.cause << "\n";
//   // missing-object ConfigMap shop/settings
//   // reference-unresolved Deployment shop/web container app args[2] $(LEVLE)
//
// A cause contains no line number and no part of the message, so it stays the same while the rest
// of a file changes. It consists of the code and one of:
// - the namespace, for link variables that no container uses and Services without a cluster IP;
// - the other objects that the finding is about, and the key: a ConfigMap that many workloads miss;
// - the Service, for references to variables of a Service that sets none;
// - the object and key that own the finding's line, if they belong to another object;
// - the object alone, for its keys that are not valid shell names;
// - the object, container, and field. Entries of env are named, not numbered. For a Pod,
//   ReplicaSet, or Job, the object is its topmost known owner: the Deployment or CronJob.
#ifndef SVCENV_CHECK_CAUSE_H_
#define SVCENV_CHECK_CAUSE_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// Sets Diagnostic::cause of all findings, which must be in the order of SortFindings. Numbers equal
// causes of one object, "#2", "#3", unless they are about other objects. Causes are visible strings
// (base/visible.h) and contain no Secret's value. O(size of the cluster and the findings).
void SetCauses(const Cluster& cluster, Diagnostics* findings);

// Returns one finding per cause, with the highest severity, at the object closest to the root
// owner: at the Deployment, not its Pods. Diagnostic::affects names the other objects. Preserves
// the order of the remaining findings. Keeps findings without a cause. Costs the same as SetCauses.
Diagnostics OnePerCause(const Cluster& cluster, const Diagnostics& findings);

}  // namespace svcenv

#endif  // SVCENV_CHECK_CAUSE_H_
