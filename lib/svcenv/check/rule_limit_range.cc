#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/kubernetes/limit_ranges.h"

namespace svcenv {

// At the limit or request if the container has one of the resource, otherwise at the container.
void LimitRangeViolated(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    const Workload& workload = one.workload();
    const NamespaceLimits* limits = lint.limit_ranges().In(workload.meta.namespace_);
    if (limits == nullptr || workload.is_admitted || workload.is_partial ||
        workload.placeholders != Placeholders::kNone) {
      continue;
    }
    const Container& container = one.container();
    for (const LimitViolation& violation : ViolationsOf(container, *limits)) {
      const ObjectName range = NameOf("LimitRange", violation.range->meta);
      const Entry* written = FindEntry(container.resources.limits, violation.entry->key);
      if (written == nullptr) {
        written = FindEntry(container.resources.requests, violation.entry->key);
      }
      Diagnostic found = lint.Find(
          one, "refused-by-api",
          absl::StrCat(range.ToString(), " refuses the pod: ", violation.message),
          absl::StrCat("change ", violation.entry->key, " in resources, or the LimitRange"),
          written != nullptr ? written->position : container.position, "resources");
      found.related = {range};
      findings->push_back(std::move(found));
    }
  }
}

}  // namespace svcenv
