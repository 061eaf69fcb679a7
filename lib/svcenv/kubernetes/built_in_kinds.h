// The kinds that Kubernetes itself serves. No one else can add a kind to their groups: the group of
// a CustomResourceDefinition must contain a dot, and the built-in groups that do are protected
// (apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go and
// pkg/apihelpers/helpers.go, 1.37.2). The names are from staging/src/k8s.io (1.29 to
// 1.38.0-beta.0).
#ifndef SVCENV_KUBERNETES_BUILT_IN_KINDS_H_
#define SVCENV_KUBERNETES_BUILT_IN_KINDS_H_

#include <optional>
#include <string_view>
#include <vector>

namespace svcenv {

// Returns whether this is a built-in kind that never affects an environment, such as Ingress or
// Role. False for the kinds in kinds.h, custom resources, and kinds that do not exist.
bool IsWithoutContainers(std::string_view api_version, std::string_view kind);

// Returns the kinds in a built-in group, including those in kinds.h; empty for any other group.
std::vector<std::string_view> BuiltInKindsOf(std::string_view group);

// Returns the built-in group that has the kind; nullopt for kinds in kinds.h and unknown kinds.
// Ignores the removed group `extensions`.
std::optional<std::string_view> BuiltInGroupOf(std::string_view kind);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_BUILT_IN_KINDS_H_
