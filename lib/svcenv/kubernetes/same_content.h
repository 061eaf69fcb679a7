// Compares the effect of objects with the same name on environments.
#ifndef SVCENV_KUBERNETES_SAME_CONTENT_H_
#define SVCENV_KUBERNETES_SAME_CONTENT_H_

#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Each returns whether the contents are equal, ignoring metadata (except node labels) and
// positions. Workloads are never equal. O(size of the objects).
bool HaveSameContent(const Service& a, const Service& b);
bool HaveSameContent(const ConfigMap& a, const ConfigMap& b);
bool HaveSameContent(const Secret& a, const Secret& b);
bool HaveSameContent(const Node& a, const Node& b);
bool HaveSameContent(const LimitRange& a, const LimitRange& b);
inline bool HaveSameContent(const Workload&, const Workload&) { return false; }

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_SAME_CONTENT_H_
