// What findings have in common that go away together.
//
//   SetCauses(cluster, &findings);
//   for (const Diagnostic& one : OnePerCause(cluster, findings)) std::cout << one.cause << "\n";
//   // missing-object ConfigMap shop/settings
//   // reference-unresolved Deployment shop/web container app args[2] $(LEVLE)
//
// A cause has no line number and none of the message's wording, so that it stays the same while the
// rest of a file changes. It is the code, then
// - the namespace, for link variables that nothing uses;
// - or the other objects that the finding is about, and the key: of a ConfigMap that many lack.
//   References to a Service whose variables a container cannot get need no name of a variable;
// - or the object and key on whose line the finding is, if that is not the finding's object. Keys
//   that are not names for shells count as one;
// - or the object with its container and field. Entries of env are named, not counted. For a Pod,
//   ReplicaSet, or Job, its owner's owner that is known: the Deployment or CronJob.
#ifndef SVCENV_CHECK_CAUSE_H_
#define SVCENV_CHECK_CAUSE_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// Sets Diagnostic::cause of all findings, which are in the order of SortFindings. Findings of one
// object with the same cause get " #2", " #3", unless they are about other objects. The causes are
// visible text (base/visible.h) without a Secret's value. O(size of the cluster and the findings).
void SetCauses(const Cluster& cluster, Diagnostics* findings);

// Returns one finding per cause, with the highest severity, at the place that is nearest to the
// root of its owners: at the Deployment, not at its Pods. Diagnostic::affects names the other
// objects. Keeps the order of these places. Findings without a cause are kept. Same cost.
Diagnostics OnePerCause(const Cluster& cluster, const Diagnostics& findings);

}  // namespace svcenv

#endif  // SVCENV_CHECK_CAUSE_H_
