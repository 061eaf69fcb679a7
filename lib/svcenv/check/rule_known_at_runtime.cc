#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {

void KnownAtRuntime(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    for (const Variable* variable : one.resolved().environment.own()) {
      const OriginKind kind = variable->origin.kind;
      if (variable->origin.appended_by != nullptr) continue;  // nobody can write it otherwise
      if (variable->known() || variable->cause == UnknownCause::kFailed ||
          variable->cause == UnknownCause::kNotGiven ||  // a placeholder stands for it
          (kind != OriginKind::kField && kind != OriginKind::kResourceField &&
           kind != OriginKind::kFileKey)) {
        continue;
      }
      findings->push_back(
          lint.Find(one, "known-at-runtime", absl::StrCat(variable->name, ": ", variable->unknown),
                    RemedyAction{RemedyKind::kGivePodFacts}, variable->origin.position,
                    absl::StrCat("env[", variable->origin.index, "].valueFrom")));
    }
  }
}

}  // namespace svcenv
