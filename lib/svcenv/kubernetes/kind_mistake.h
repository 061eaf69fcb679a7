// Misspelled kinds and API versions that are not served, with suggestions.
#ifndef SVCENV_KUBERNETES_KIND_MISTAKE_H_
#define SVCENV_KUBERNETES_KIND_MISTAKE_H_

#include <optional>
#include <string>
#include <string_view>

#include "svcenv/kubernetes/kinds.h"

namespace svcenv {

struct KindMistake {
  const Kind* kind = nullptr;  // the kind that was meant; null if it is not in kinds.h
  std::string_view field;      // the wrong field: "apiVersion" or "kind"
  std::string message;  // "extensions/v1beta1 is no longer served as of Kubernetes 1.16; …"
  std::string remedy;   // "set apiVersion: apps/v1"
};

// Explains why kubectl reports `no matches for kind` for an object: a built-in kind in a group or
// version that no supported Kubernetes version serves, a misspelled kind, or a kind that a built-in
// group does not have. `found` is the result of FindKind. Returns nullopt if the kind is right or
// may be a custom resource, and for v1 kinds of OpenShift 3 and configuration files.
std::optional<KindMistake> FindKindMistake(std::string_view api_version, std::string_view kind,
                                           const Kind* found);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_KIND_MISTAKE_H_
