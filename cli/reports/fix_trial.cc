#include "cli/reports/fix_trial.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/template.h"

namespace svcenv::cli {
// Counts findings that a fix may have caused. After a fix that reveals, these are only the findings
// of reading: rules may report problems that existed before.
FixTrial::Counts FixTrial::CountsOf(const Diagnostics& findings) const {
  Counts counts;
  for (const Diagnostic& finding : findings) {
    const bool of_reading = (finding.code == "refused-by-api" && !finding.repairs.empty()) ||
                            finding.code == "duplicate-key" || finding.code == "text-ignored";
    if (!reveals_ || of_reading) ++counts[GroupOf(finding)];
  }
  return counts;
}

bool FixTrial::FindsNothingNew(const PlannedFixes& fixes, const Linted& after) const {
  Counts allowed = counts_;
  for (const PlannedFix* fix : fixes) {
    for (const Diagnostic* finding : fix->findings) {
      size_t& count = allowed[GroupOf(*finding)];
      if (count > 0) --count;
    }
  }
  for (const auto& [group, count] : CountsOf(after.findings)) {
    const auto found = allowed.find(group);
    if (found == allowed.end() || count > found->second) return false;
  }
  return true;
}

std::vector<FixTrial::Values> FixTrial::ValuesOf(const Linted& linted) {
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

// Returns the variables of a container that may change: those named by the fixes and those that
// refer to them.
std::set<std::string_view> FixTrial::MayChange(const PlannedFixes& fixes, const Values& values,
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
    const std::vector<std::string_view> references =
        Template::Parse(variable.value.text, DollarRule::kUtf8).references();
    const bool refers = std::any_of(references.begin(), references.end(),
                                    [&](std::string_view name) { return names.count(name) > 0; });
    if (refers) names.insert(variable.name.text);
  }
  return names;
}

bool FixTrial::ChangesNothingElse(const PlannedFixes& fixes, const Linted& after) const {
  const std::vector<Values> new_values = ValuesOf(after);
  if (values_.size() != new_values.size()) return false;
  for (size_t i = 0; i < values_.size(); ++i) {
    const Values& one = values_[i];
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

FixTrial::FixTrial(const Linted& before, bool reveals)
    : reveals_(reveals),
      counts_(CountsOf(before.findings)),
      values_(reveals ? std::vector<Values>() : ValuesOf(before)) {}

bool FixTrial::FixesAsPlanned(const PlannedFixes& fixes, const Linted& after) const {
  return FindsNothingNew(fixes, after) && (reveals_ || ChangesNothingElse(fixes, after));
}

}  // namespace svcenv::cli
