#include <set>
#include <string>
#include <utility>

#include "svcenv/check/lint_rules.h"

namespace svcenv {

// Passes on the findings of the Resolver, once per workload and key.
void ConfigKeySkipped(const LintContext& lint, Diagnostics* findings) {
  std::set<std::pair<const Workload*, std::string>> reported;
  for (const LintContainer& one : lint.containers()) {
    for (const Diagnostic& diagnostic : one.resolved().environment.diagnostics()) {
      if (diagnostic.code != "config-key-skipped" ||
          !reported.insert({&one.workload(), diagnostic.message}).second) {
        continue;
      }
      findings->push_back(diagnostic);
      findings->back().severity = SeverityOf(diagnostic.code);
    }
  }
}

}  // namespace svcenv
