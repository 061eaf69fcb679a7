#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {
namespace {

std::vector<Repair> RepairsOf(const Reference& reference, const Absence& absence) {
  if (absence.reason == AbsenceReason::kDefinedLater &&
      reference.place == ReferencePlace::kEnvValue) {
    return {{RepairKind::kMoveEntry, std::string(reference.name)}};
  }
  if (absence.reason == AbsenceReason::kMistyped && absence.nearest.size() == 1) {
    return {{RepairKind::kWrite, absl::StrCat("$(", absence.nearest.front(), ")"),
             /*safe=*/false}};
  }
  if (reference.place == ReferencePlace::kEnvValue) return {};
  return {{RepairKind::kEscape, "", /*safe=*/false}};
}

// Returns whether the image's entrypoint, which is unknown, may be a shell that runs the name as a
// command.
bool MayBeForShell(const LintContainer& one, const Reference& reference) {
  return reference.place == ReferencePlace::kArgs && one.container().command.empty() &&
         !LooksLikeVariable(reference.name);
}

}  // namespace

void ReferenceUnresolved(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    std::set<std::pair<std::string_view, std::string_view>> reported;  // once per string
    for (const Reference& reference : one.references) {
      if (reference.place == ReferencePlace::kProbe ||
          reference.place == ReferencePlace::kSubPathExpr || !one.IsUnexpanded(reference) ||
          one.shell_texts.HasCommand(reference) ||
          !reported.insert({reference.field, reference.name}).second) {
        continue;
      }
      Absence absence = lint.WhyAbsent(one, reference);
      if (absence.reason == AbsenceReason::kServiceNotInInput) continue;  // service-not-given
      std::vector<Repair> repairs = RepairsOf(reference, absence);
      std::vector<ObjectName> related;
      if (absence.service.has_value()) related.push_back(*std::move(absence.service));
      Diagnostic found =
          lint.FindAt(one, reference, "reference-unresolved",
                      absl::StrCat("$(", reference.name, ") is not expanded: ", absence.message),
                      std::move(absence.remedy));
      found.repairs = std::move(repairs);
      found.related = std::move(related);
      if (MayBeForShell(one, reference)) {
        found.severity = Severity::kWarning;
        found.remedy =
            "set command: [sh, -c, …] if a shell must run it; ignore this if the image's "
            "entrypoint is a shell";
      }
      findings->push_back(std::move(found));
    }
  }
}

}  // namespace svcenv
