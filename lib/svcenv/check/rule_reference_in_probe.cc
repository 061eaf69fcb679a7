#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/shell_text.h"
#include "svcenv/env/template.h"

namespace svcenv {
namespace {

// The entry of env whose written value an exec probe sees: the last of that name.
const EnvVar* EntryOf(const Container& container, std::string_view name) {
  const EnvVar* found = nullptr;
  for (const EnvVar& env : container.env) {
    if (env.name.text == name) found = &env;
  }
  return found;
}

std::string ByShell(std::string_view name) {
  return absl::StrCat("let a shell read it: [sh, -c, '… $", name, " …']");
}

// What is wrong with it and what to do; nothing where the probe gets what the container has.
std::optional<std::pair<std::string, std::string>> ProblemOf(const LintContext& lint,
                                                             const LintContainer& one,
                                                             const Reference& reference) {
  const std::string_view name = reference.name;
  const EnvVar* entry = EntryOf(one.container(), name);
  if (entry == nullptr) {
    if (!one.resolved.ok()) return std::nullopt;
    Absence absence = lint.WhyAbsent(one, reference);
    return std::make_pair(absl::StrCat("$(", name, ") stays as it is: ", absence.message),
                          std::move(absence.remedy));
  }
  if (entry->value.empty() && entry->value_from != nullptr) {
    return std::make_pair(
        absl::StrCat("$(", name, ") becomes nothing: probes see only the values of env as they ",
                     "are written, and ", name, " has valueFrom"),
        ByShell(name));
  }
  if (Template::Parse(entry->value.text, lint.options().resolve.dollar_rule()).has_references()) {
    return std::make_pair(
        absl::StrCat("$(", name, ") becomes the value as it is written: probes do not see what ",
                     "the references in it stand for"),
        ByShell(name));
  }
  return std::nullopt;
}

}  // namespace

void ReferenceInProbe(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    std::set<std::pair<std::string_view, std::string_view>> told;  // once a text
    for (const Reference& reference : one.references) {
      if (reference.place != ReferencePlace::kProbe ||
          IsCommandSubstitution(one.container(), reference) ||
          !told.insert({reference.field, reference.name}).second) {
        continue;
      }
      if (auto problem = ProblemOf(lint, one, reference)) {
        findings->push_back(lint.FindAt(one, reference, "reference-in-probe",
                                        std::move(problem->first), std::move(problem->second)));
      }
    }
  }
}

}  // namespace svcenv
