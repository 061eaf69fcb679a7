// Whether two objects of one name have the same effect on environments.
#ifndef SVCENV_KUBERNETES_SAME_CONTENT_H_
#define SVCENV_KUBERNETES_SAME_CONTENT_H_

#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Each returns whether the contents are equal, whatever the metadata and the places are. Workloads
// are never compared: none has the same content as another. O(size of the objects).
bool HaveSameContent(const Service& a, const Service& b);
bool HaveSameContent(const ConfigMap& a, const ConfigMap& b);
bool HaveSameContent(const Secret& a, const Secret& b);
bool HaveSameContent(const Node& a, const Node& b);
bool HaveSameContent(const LimitRange& a, const LimitRange& b);
inline bool HaveSameContent(const Workload&, const Workload&) { return false; }

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_SAME_CONTENT_H_
