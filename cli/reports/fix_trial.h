// Whether fixes keep what they promise; for fixing.cc only.
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

// Tries fixes, which all reveal or all do not, against what was linted before them.
class FixTrial {
 public:
  FixTrial(const Linted& before, bool reveals);

  // Returns whether, in `after`, the findings of the fixes are gone and none is new, counted by code,
  // object, and container. Of fixes that reveal, only findings of reading count; of others, env and
  // envFrom must set the same variables too, with other values only where the fixes say so.
  bool IsAsPromised(const PlannedFixes& fixes, const Linted& after) const;

 private:
  // Without positions, fields, and messages: they change as entries move.
  using Group = std::tuple<std::string, ObjectName, std::string>;
  using Counts = std::map<Group, size_t>;

  // What a container gets from env and envFrom.
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
  const Counts counts_;               // before
  const std::vector<Values> values_;  // the same; none for fixes that reveal
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_FIX_TRIAL_H_
