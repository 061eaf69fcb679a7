// The rules of lint: a code, a severity, and a summary each. docs/lint.md has an example of each.
//
//   for (const Rule& rule : Rules()) std::cout << rule.code << ": " << rule.summary << "\n";
//   const Rule* rule = FindRule("duplicate-env");  // nullptr if there is none
#ifndef SVCENV_CHECK_RULE_H_
#define SVCENV_CHECK_RULE_H_

#include <string_view>

#include "absl/types/span.h"
#include "svcenv/base/diagnostic.h"

namespace svcenv {

struct Rule {
  std::string_view code;     // stable, for programs and configuration files
  Severity severity;         // the default
  std::string_view summary;  // one sentence without a full stop
};

// Returns all rules, errors first. docs/contracts.md, "Lint codes", guarantees the codes and their
// severities.
absl::Span<const Rule> Rules();

// Returns the rule with a code, or nullptr if there is none.
const Rule* FindRule(std::string_view code);

// Returns whether configurations and annotations may name the code. True for the codes of Rules()
// and for retired codes, which lint no longer reports.
bool IsCode(std::string_view code);

}  // namespace svcenv

#endif  // SVCENV_CHECK_RULE_H_
