#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/env/template.h"
#include "svcenv/kubernetes/template_to_pod.h"

namespace svcenv {
namespace {

// The env entries whose literal values an exec probe sees: the last entry of each name.
using ProbeEntries = absl::flat_hash_map<std::string_view, const EnvVar*>;

ProbeEntries EntriesOf(const LintContainer& one) {
  ProbeEntries entries;
  const bool has_probes = std::any_of(
      one.references.begin(), one.references.end(),
      [](const Reference& reference) { return reference.place == ReferencePlace::kProbe; });
  if (!has_probes) return entries;
  for (const EnvVar& env : one.container().env) entries[env.name.text] = &env;
  return entries;
}

// Returns whether the controller, or an entry with a placeholder in its name, may set the variable.
bool MayBeSet(const LintContainer& one, std::string_view name) {
  const std::vector<EnvVar>& env = one.container().env;
  return MaySetVariable(one.workload(), name) ||
         (one.workload().placeholders != Placeholders::kNone &&
          std::any_of(env.begin(), env.end(),
                      [&](const EnvVar& entry) { return one.IsPlaceholder(entry.name.text); }));
}

std::string ByShell(std::string_view name) {
  return absl::StrCat("read it in a shell: [sh, -c, '… $", name, " …']");
}

// Returns the message and the remedy; nothing if the probe sees the same value as the container.
std::optional<std::pair<std::string, Remedy>> ProblemOf(const LintContext& lint,
                                                        const LintContainer& one,
                                                        const ProbeEntries& entries,
                                                        const Reference& reference) {
  const std::string_view name = reference.name;
  const auto found = entries.find(name);
  if (found == entries.end()) {
    Absence absence = lint.WhyAbsent(one, reference);
    return std::make_pair(absl::StrCat("$(", name, ") is not expanded: ", absence.message),
                          std::move(absence.remedy));
  }
  const EnvVar* entry = found->second;
  if (entry->value.empty() && entry->value_from != nullptr) {
    return std::make_pair(
        absl::StrCat("$(", name, ") becomes an empty string: exec probes see only literal env ",
                     "values, and ", name, " has valueFrom"),
        ByShell(name));
  }
  if (Template::Parse(entry->value.text, lint.options().resolve.dollar_rule()).has_references()) {
    return std::make_pair(absl::StrCat("$(", name, ") becomes the unexpanded value of ", name,
                                       ": exec probes see only literal env values"),
                          ByShell(name));
  }
  return std::nullopt;
}

}  // namespace

void ReferenceInProbe(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    const ProbeEntries entries = EntriesOf(one);
    std::set<std::pair<std::string_view, std::string_view>> reported;  // once per string
    for (const Reference& reference : one.references) {
      if (reference.place != ReferencePlace::kProbe || one.shell_texts.HasCommand(reference) ||
          !reported.insert({reference.field, reference.name}).second ||
          lint.IsReplaced(one, reference.name) ||
          (entries.count(reference.name) == 0 && MayBeSet(one, reference.name))) {
        continue;
      }
      if (auto problem = ProblemOf(lint, one, entries, reference)) {
        findings->push_back(lint.FindAt(one, reference, "reference-in-probe",
                                        std::move(problem->first), std::move(problem->second)));
      }
    }
  }
}

}  // namespace svcenv
