#include <string_view>
#include <utility>

#include "svcenv/check/lint_rules.h"
#include "svcenv/check/rule.h"

namespace svcenv {

// Reports the failures that MissingSource does not, with their own code if it is one of lint's.
void NotComputable(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    for (const Diagnostic& failure : one.failures) {
      if (failure.code == "missing-object" || failure.code == "missing-key") continue;
      const std::string_view code =
          FindRule(failure.code) != nullptr ? std::string_view(failure.code) : "not-computable";
      const Position position =
          failure.position.known() ? failure.position : one.container().position;
      Diagnostic found = lint.Find(one, code, failure.message, failure.remedy, position, "");
      found.field = failure.field;
      found.related = failure.related;
      found.confidential = failure.confidential;
      findings->push_back(std::move(found));
    }
  }
}

}  // namespace svcenv
