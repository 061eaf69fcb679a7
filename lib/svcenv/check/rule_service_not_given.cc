#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {

// Reports each workload and service once.
void ServiceNotGiven(const LintContext& lint, Diagnostics* findings) {
  std::set<std::pair<const Workload*, std::string_view>> reported;
  for (const LintContainer& one : lint.containers()) {
    for (const Reference& reference : one.references) {
      if (reference.place == ReferencePlace::kProbe) continue;
      const auto prefixes = ServicePrefixesOf(reference.name);
      if (prefixes.empty() || one.resolved().environment.Find(reference.name).has_value()) continue;
      // Every cluster has the master service.
      if (prefixes.back() == kMasterPrefix && !lint.complete()) continue;
      Absence absence = lint.WhyAbsent(one, reference);
      if (absence.reason != AbsenceReason::kServiceNotInInput ||
          lint.MayBeSetByUnknown(one, prefixes) ||
          !reported.insert({&one.workload(), prefixes.back()}).second) {
        continue;
      }
      Diagnostic found = lint.FindAt(one, reference, "service-not-given",
                                     absl::StrCat("$(", reference.name, "): ", absence.message),
                                     std::move(absence.remedy));
      const bool is_master = prefixes.back() == kMasterPrefix;
      found.related = {{"Service",
                        std::string(is_master ? kMasterNamespace : one.workload().meta.namespace_),
                        LikelyServiceName(prefixes.back())}};
      found.part.clear();  // it depends on which variable is referred to first
      found.severity = absence.unknown.empty() ? lint.SeverityOfMissing() : Severity::kWarning;
      findings->push_back(std::move(found));
    }
  }
}

}  // namespace svcenv
