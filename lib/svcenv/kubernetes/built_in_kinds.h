// The kinds that Kubernetes itself serves. Nobody else can add a kind to their groups: the group of a
// CustomResourceDefinition has a dot, and these with one are protected
// (apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go and
// pkg/apihelpers/helpers.go, 1.37.2). The names are those of staging/src/k8s.io (1.29 to
// 1.38.0-beta.0).
#ifndef SVCENV_KUBERNETES_BUILT_IN_KINDS_H_
#define SVCENV_KUBERNETES_BUILT_IN_KINDS_H_

#include <optional>
#include <string_view>
#include <vector>

namespace svcenv {

// Returns whether an object with these fields is known to have no bearing on environments: an
// Ingress, a Role. False for the kinds of kinds.h, for custom resources, and for what the API of
// Kubernetes does not have.
bool IsWithoutContainers(std::string_view api_version, std::string_view kind);

// Returns the kinds of a group of Kubernetes, those of kinds.h among them; none of another group.
std::vector<std::string_view> BuiltInKindsOf(std::string_view group);

// Returns a group of Kubernetes that has the kind, and is not one of kinds.h; no value if none has.
std::optional<std::string_view> BuiltInGroupOf(std::string_view kind);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_BUILT_IN_KINDS_H_
