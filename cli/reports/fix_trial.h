// Whether fixes keep what they promise; for fixing.cc only.
#ifndef SVCENV_CLI_REPORTS_FIX_TRIAL_H_
#define SVCENV_CLI_REPORTS_FIX_TRIAL_H_

#include <string>
#include <vector>

#include "cli/reports/linting.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/edit.h"

namespace svcenv::cli {

// A fix of one or more findings, which have the same remedy.
struct PlannedFix {
  std::string path;
  Edits edits;
  std::vector<const Diagnostic*> findings;
  std::vector<std::string> variables;  // see Fix
  // Their object cannot be read before, at least not as it was meant. More about it, and about what
  // depends on it, may come to light.
  bool reveals = false;
};

using PlannedFixes = std::vector<const PlannedFix*>;

// Returns whether the findings of the fixes, which all reveal or all do not, are gone in `after`,
// nothing is found that was not in `before`, and no other variables have changed.
bool IsAsPromised(const PlannedFixes& fixes, const Linted& before, const Linted& after);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_FIX_TRIAL_H_
