#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/kubernetes/limit_ranges.h"

namespace svcenv {
namespace {

Diagnostic Finding(const LintContext& lint, const LintContainer& one,
                   const LimitViolation& violation, std::string_view where, Position position) {
  const ObjectName range = NameOf("LimitRange", violation.range->meta);
  Diagnostic found = lint.Find(
      one, "refused-by-api",
      absl::StrCat(range.ToString(), " refuses the pod: ", violation.message),
      absl::StrCat("change ", violation.entry->key, " in resources", where, ", or the LimitRange"),
      position, "resources");
  found.related = {range};
  return found;
}

// At the limit or request if the container has one of the resource, otherwise at the container.
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
        findings->push_back(
            Finding(lint, one, violation, " of the containers", workload.meta.position));
        findings->back().container.clear();
        findings->back().field =
            absl::StrCat(workload.path, workload.path.empty() ? "" : ".", "spec.containers");
      }
    }
    for (const LimitViolation& violation : ViolationsOf(one.container(), *limits)) {
      const Position position = PlaceOf(one.container(), violation.entry->key);
      findings->push_back(Finding(lint, one, violation, "", position));
    }
  }
}

}  // namespace svcenv
