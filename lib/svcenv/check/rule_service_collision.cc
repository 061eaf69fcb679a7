#include <utility>

#include "svcenv/check/lint_rules.h"

namespace svcenv {

// Reports each namespace and name once.
void ServiceCollisions(const LintContext& lint, Diagnostics* findings) {
  for (const auto& block : lint.link_variables()) {
    for (const ServiceCollision& collision : block->collisions()) {
      Diagnostic found = Describe(collision);
      found.severity = SeverityOf(found.code);
      findings->push_back(std::move(found));
    }
  }
}

}  // namespace svcenv
