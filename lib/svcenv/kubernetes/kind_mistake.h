// Kinds and API versions that are written wrongly, and what was meant.
#ifndef SVCENV_KUBERNETES_KIND_MISTAKE_H_
#define SVCENV_KUBERNETES_KIND_MISTAKE_H_

#include <optional>
#include <string>
#include <string_view>

#include "svcenv/kubernetes/kinds.h"

namespace svcenv {

struct KindMistake {
  const Kind* kind = nullptr;  // that was meant; null: it is not one that svcenv reads
  std::string_view field;      // that is wrong: "apiVersion" or "kind"
  std::string message;         // "extensions/v1beta1 is not served since Kubernetes 1.16"
  std::string remedy;          // "write apiVersion: apps/v1"
};

// Returns what is wrong with the fields of an object, for which kubectl says `no matches for kind`:
// a kind of Kubernetes in a group or version that no supported version serves, a kind in another
// spelling, or any kind that a group of Kubernetes does not have. `found` is the result of FindKind.
// No value if they are right, may be those of a custom resource, or are those of OpenShift 3 or of a
// configuration file, which use v1 too.
std::optional<KindMistake> FindKindMistake(std::string_view api_version, std::string_view kind,
                                           const Kind* found);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_KIND_MISTAKE_H_
