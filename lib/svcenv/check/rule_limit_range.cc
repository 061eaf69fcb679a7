#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/kubernetes/limit_ranges.h"

namespace svcenv {
namespace {

Diagnostic Finding(const LintContext& lint, const LintContainer& one,
                   const LimitViolation& violation, bool of_pod, Position position) {
  const ObjectName range = NameOf("LimitRange", violation.range->meta);
  std::string message = absl::StrCat(range.ToString(), " rejects the pod: ", violation.message);
  std::string remedy =
      absl::StrCat("change ", violation.entry->key, " in ", of_pod ? "the containers' " : "",
                   "resources, or change the LimitRange");
  Diagnostic found = of_pod ? lint.FindInPod(one, "refused-by-api", std::move(message),
                                             std::move(remedy), position, "spec.containers")
                            : lint.Find(one, "refused-by-api", std::move(message),
                                        std::move(remedy), position, "resources");
  found.related = {range};
  return found;
}

// Returns the position of the limit or request for the resource, or else of the container.
Position PlaceOf(const Container& container, std::string_view resource) {
  const Entry* written = FindEntry(container.resources.limits, resource);
  if (written == nullptr) written = FindEntry(container.resources.requests, resource);
  return written != nullptr ? written->position : container.position;
}

}  // namespace

void LimitRangeViolated(const LintContext& lint, Diagnostics* findings) {
  absl::flat_hash_set<const Workload*> seen;
  for (const LintContainer& one : lint.containers()) {
    const Workload& workload = one.workload();
    const NamespaceLimits* limits =
        lint.limit_ranges().In(workload.meta.namespace_, &workload.meta);
    if (limits == nullptr || workload.is_admitted || workload.is_partial ||
        workload.placeholders != Placeholders::kNone) {
      continue;
    }
    if (seen.insert(&workload).second) {
      for (const LimitViolation& violation : ViolationsOf(workload.pod.spec, *limits)) {
        findings->push_back(Finding(lint, one, violation, /*of_pod=*/true, workload.meta.position));
      }
    }
    for (const LimitViolation& violation : ViolationsOf(one.container(), *limits)) {
      const Position position = PlaceOf(one.container(), violation.entry->key);
      findings->push_back(Finding(lint, one, violation, /*of_pod=*/false, position));
    }
  }
}

}  // namespace svcenv
