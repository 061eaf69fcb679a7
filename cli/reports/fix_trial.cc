#include "cli/reports/fix_trial.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/env/resolver.h"

namespace svcenv::cli {
namespace {

// Without positions, fields, and messages: they change as entries move.
using Group = std::tuple<std::string, ObjectName, std::string>;

Group GroupOf(const Diagnostic& finding) {
  return {finding.code, finding.object, finding.container};
}

// The findings that a fix can have made: after one that reveals, only those of reading. What rules
// find afterwards was there before.
std::map<Group, size_t> Count(const Diagnostics& findings, bool reveals) {
  std::map<Group, size_t> counts;
  for (const Diagnostic& finding : findings) {
    const bool of_reading = (finding.code == "refused-by-api" && !finding.repairs.empty()) ||
                            finding.code == "duplicate-key" || finding.code == "text-ignored";
    if (!reveals || of_reading) ++counts[GroupOf(finding)];
  }
  return counts;
}

bool FindsNothingNew(const PlannedFixes& fixes, const Linted& before, const Linted& after) {
  const bool reveals = fixes.front()->reveals;
  std::map<Group, size_t> allowed = Count(before.findings, reveals);
  for (const PlannedFix* fix : fixes) {
    for (const Diagnostic* finding : fix->findings) {
      size_t& count = allowed[GroupOf(*finding)];
      if (count > 0) --count;
    }
  }
  for (const auto& [group, count] : Count(after.findings, reveals)) {
    const auto found = allowed.find(group);
    if (found == allowed.end() || count > found->second) return false;
  }
  return true;
}

// What a container gets from env and envFrom.
struct Values {
  ObjectName object;
  std::string container;
  bool ok = false;
  std::map<std::string, std::string> variables;
};

std::vector<Values> ValuesOf(const Linted& linted) {
  const Resolver resolver(linted.workspace->cluster(), linted.workspace->options());
  const std::vector<Result> results = ResultsOf(*linted.workspace, resolver, linted.selected);
  std::vector<Values> all;
  for (const Result& result : results) {
    Values& values = all.emplace_back();
    values.object = result.object;
    values.container = result.container;
    values.ok = result.resolved.has_value();
    if (!values.ok) continue;
    for (const Variable* variable : result.resolved->environment.own()) {
      values.variables[std::string(variable->name)] = absl::StrCat(
          variable->known() ? "=" : "?", variable->known() ? variable->value : variable->unknown);
    }
  }
  return all;
}

// The variables of a container that may change: those that the fixes say, and those that refer to
// them.
std::set<std::string_view> MayChange(const PlannedFixes& fixes, const Values& values,
                                     const Container& container) {
  std::set<std::string_view> names;
  for (const PlannedFix* fix : fixes) {
    const bool is_here =
        std::any_of(fix->findings.begin(), fix->findings.end(), [&](const Diagnostic* finding) {
          return finding->container == values.container && finding->object == values.object;
        });
    if (is_here) names.insert(fix->variables.begin(), fix->variables.end());
  }
  if (names.empty()) return names;
  for (const EnvVar& variable : container.env) {
    const bool refers = std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      return absl::StrContains(variable.value.text, absl::StrCat("$(", name, ")"));
    });
    if (refers) names.insert(variable.name.text);
  }
  return names;
}

bool ChangesNothingElse(const PlannedFixes& fixes, const Linted& before, const Linted& after) {
  const std::vector<Values> old_values = ValuesOf(before);
  const std::vector<Values> new_values = ValuesOf(after);
  if (old_values.size() != new_values.size()) return false;
  for (size_t i = 0; i < old_values.size(); ++i) {
    const Values& one = old_values[i];
    const Values& other = new_values[i];
    if (!(one.object == other.object) || one.container != other.container || one.ok != other.ok ||
        one.variables.size() != other.variables.size()) {
      return false;
    }
    if (one.variables == other.variables) continue;
    const std::set<std::string_view> names = MayChange(fixes, one, *after.selected[i].container);
    for (const auto& [name, value] : one.variables) {
      const auto found = other.variables.find(name);
      if (found == other.variables.end()) return false;
      if (found->second != value && names.count(name) == 0) return false;
    }
  }
  return true;
}

}  // namespace

bool IsAsPromised(const PlannedFixes& fixes, const Linted& before, const Linted& after) {
  return FindsNothingNew(fixes, before, after) &&
         (fixes.front()->reveals || ChangesNothingElse(fixes, before, after));
}

}  // namespace svcenv::cli
