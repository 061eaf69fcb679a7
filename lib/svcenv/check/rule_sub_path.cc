#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {
namespace {

// Adds the reason why a name is missing; the Resolver reports only the name.
void AddReason(const LintContext& lint, const LintContainer& one, Diagnostic* found) {
  for (const Reference& reference : one.references) {
    if (reference.field != found->field ||
        one.resolved().environment.Find(reference.name).has_value()) {
      continue;
    }
    Absence absence = lint.WhyAbsent(one, reference);
    absl::StrAppend(&found->message, ": ", absence.message);
    lint.PointAtPart(reference.text(), reference.part(), found);
    found->remedy = std::move(absence.remedy);
    return;
  }
}

}  // namespace

void SubPathFails(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    for (const Diagnostic& diagnostic : one.resolved().diagnostics) {
      const bool unresolved = diagnostic.code == "subpath-unresolved";
      if (!unresolved && diagnostic.code != "subpath-invalid") continue;
      Diagnostic found = diagnostic;
      found.severity = SeverityOf(found.code);
      if (unresolved) AddReason(lint, one, &found);
      findings->push_back(std::move(found));
    }
  }
}

}  // namespace svcenv
