// Checks the effects of fixes. Only for fixing.cc.
#ifndef SVCENV_CLI_REPORTS_FIX_TRIAL_H_
#define SVCENV_CLI_REPORTS_FIX_TRIAL_H_

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "cli/reports/linting.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/edit.h"
#include "svcenv/kubernetes/container.h"

namespace svcenv::cli {

// A fix for one or more findings that have the same remedy.
struct PlannedFix {
  std::string path;
  Edits edits;
  std::vector<const Diagnostic*> findings;
  std::vector<std::string> variables;  // see Fix
  // The object of the findings cannot be read correctly until it is fixed. Reading it may reveal
  // more findings about it and its dependents.
  bool reveals = false;
};

using PlannedFixes = std::vector<const PlannedFix*>;

// Compares the results of linting before and after fixes, which must all reveal or all not reveal.
class FixTrial {
 public:
  FixTrial(const Linted& before, bool reveals);

  // Returns whether `after` lacks the fixed findings and has no new ones, counted by code, object,
  // and container. For fixes that reveal, compares only findings of reading. For others, env and
  // envFrom must also set the same variables, with changed values only in PlannedFix::variables and
  // the variables that refer to them.
  bool FixesAsPlanned(const PlannedFixes& fixes, const Linted& after) const;

 private:
  // Excludes positions, fields, and messages, which change when entries move.
  using Group = std::tuple<std::string, ObjectName, std::string>;
  using Counts = std::map<Group, size_t>;

  // The variables that env and envFrom set in a container.
  struct Values {
    ObjectName object;
    std::string container;
    bool ok = false;
    std::map<std::string, std::string> variables;
  };

  static Group GroupOf(const Diagnostic& finding) {
    return {finding.code, finding.object, finding.container};
  }
  Counts CountsOf(const Diagnostics& findings) const;
  static std::vector<Values> ValuesOf(const Linted& linted);
  static std::set<std::string_view> MayChange(const PlannedFixes& fixes, const Values& values,
                                              const Container& container);
  bool FindsNothingNew(const PlannedFixes& fixes, const Linted& after) const;
  bool ChangesNothingElse(const PlannedFixes& fixes, const Linted& after) const;

  const bool reveals_;
  const Counts counts_;               // before the fixes
  const std::vector<Values> values_;  // before the fixes; empty if they reveal
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_FIX_TRIAL_H_
