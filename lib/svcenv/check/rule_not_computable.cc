#include <utility>

#include "svcenv/check/lint_rules.h"
#include "svcenv/check/rule.h"

namespace svcenv {

// What is left when no rule has told of it: missing-object and the like have their own, which give
// the same text, so that it is not told twice.
void NotComputable(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    if (one.resolved.ok()) continue;
    Diagnostic error = FromStatus(one.resolved.status());
    if (FindRule(error.code) != nullptr) continue;
    const Position position = error.position.known() ? error.position : one.container().position;
    Diagnostic found = lint.Find(one, "not-computable", std::move(error.message),
                                 std::move(error.remedy), position, "");
    if (!error.field.empty()) found.field = std::move(error.field);
    found.confidential = error.confidential;
    findings->push_back(std::move(found));
  }
}

}  // namespace svcenv
