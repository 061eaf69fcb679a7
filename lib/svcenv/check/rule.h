// What lint can find: a code each, with what it means. docs/lint.md has an example of each.
//
//   for (const Rule& rule : Rules()) std::cout << rule.code << ": " << rule.summary << "\n";
//   const Rule* rule = FindRule("duplicate-env");  // nullptr: no such code
#ifndef SVCENV_CHECK_RULE_H_
#define SVCENV_CHECK_RULE_H_

#include <string_view>

#include "absl/types/span.h"
#include "svcenv/base/diagnostic.h"

namespace svcenv {

struct Rule {
  std::string_view code;     // stable, for machines and configurations
  Severity severity;         // unless configured otherwise
  std::string_view summary;  // what is wrong, one sentence without a full stop
};

// All, errors first. docs/contracts.md, "Lint codes", promises the codes and their severities.
absl::Span<const Rule> Rules();

// The rule of a code; nullptr where there is none.
const Rule* FindRule(std::string_view code);

// Returns whether configurations and annotations may name the code: lint has it, or had it once and
// no longer reports it.
bool IsCode(std::string_view code);

}  // namespace svcenv

#endif  // SVCENV_CHECK_RULE_H_
