// The kinds of objects that bear on a container's environment.
#ifndef SVCENV_KUBERNETES_KINDS_H_
#define SVCENV_KUBERNETES_KINDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/types/span.h"

namespace svcenv {

struct Kind {
  enum class Type : uint8_t { kService, kConfigMap, kSecret, kNode, kWorkload };

  std::string_view name;  // "Deployment"
  Type type;
  std::string_view groups;         // that serve it in any version, today's first: "apps,extensions"
  std::string_view plural;         // "deployments"
  std::string_view short_name;     // "deploy"; may be empty
  std::string_view template_path;  // of a workload's pods: "spec.template"; "" for a Pod

  bool makes_pods() const { return type == Type::kWorkload; }

  // Returns what kubectl calls its objects, without doubt about the group: "deployments.apps".
  std::string Resource() const;
};

// Returns all of them, with Pod as the first of those that make pods. Names, groups, and plurals are
// those of staging/src/k8s.io/api, short names those of ShortNames() in
// pkg/registry/*/*/storage/storage.go (1.37.2).
absl::Span<const Kind> Kinds();

// Returns the kind with that name, or null.
const Kind* FindKind(std::string_view name);

// Returns the kind of an object with these fields, whatever the version of its group, or null.
const Kind* FindKind(std::string_view api_version, std::string_view name);

// Returns the kind that kubectl knows by that word, or null: "deploy", "deployments", "Deployment",
// or "deployments.apps".
const Kind* FindKindByWord(std::string_view word);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_KINDS_H_
