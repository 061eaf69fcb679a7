// Kinds of the Kubernetes API that neither contain containers nor define values for them.
#ifndef SVCENV_KUBERNETES_BUILT_IN_KINDS_H_
#define SVCENV_KUBERNETES_BUILT_IN_KINDS_H_

#include <string_view>

namespace svcenv {

// Returns whether an object with these fields is known to have no bearing on environments: an
// Ingress, a Role. False for the kinds of kinds.h, for custom resources, and for what the API of
// Kubernetes does not have. The names are those of staging/src/k8s.io (1.37.2).
bool IsWithoutContainers(std::string_view api_version, std::string_view kind);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_BUILT_IN_KINDS_H_
