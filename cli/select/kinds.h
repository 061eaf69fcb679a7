// The kinds of --kinds.
#ifndef SVCENV_CLI_SELECT_KINDS_H_
#define SVCENV_CLI_SELECT_KINDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv::cli {

// A kind as the user named it: "deploy", "rollouts.argoproj.io", or one that only the cluster or
// the input knows, such as "widgets.example.com".
struct SelectedKind {
  std::string word;
  const Kind* known = nullptr;  // null if svcenv does not know the kind

  // Returns the resource for `kubectl get`, with its group if svcenv knows the kind.
  std::string Resource() const;

  // Returns whether the workload is of this kind. An unknown kind matches its singular or plural,
  // ignoring case and group.
  bool Matches(const Workload& workload) const;
};

// Parses a comma-separated list of kinds; "" is an empty list. Fails for a kind that has no pods,
// such as services, and for a word that cannot be a resource.
absl::StatusOr<std::vector<SelectedKind>> ParseKinds(std::string_view list);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SELECT_KINDS_H_
