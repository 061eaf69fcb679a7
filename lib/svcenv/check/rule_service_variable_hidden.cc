#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {
namespace {

// Returns the service's variable that `variable` overrides; null if there is none.
const Variable* HiddenBy(const Variable& variable) {
  const Variable* under = variable.overrode;
  while (under != nullptr && under->origin.kind != OriginKind::kService) under = under->overrode;
  return under;
}

}  // namespace

void ServiceVariableHidden(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    for (const Variable* variable : one.resolved().environment.own()) {
      const Variable* hidden = HiddenBy(*variable);
      if (hidden == nullptr || !variable->known() || variable->value == hidden->value) continue;
      const bool from_env = variable->origin.kind != OriginKind::kConfigMap &&
                            variable->origin.kind != OriginKind::kSecret;
      Diagnostic found =
          lint.Find(one, "service-variable-hidden",
                    absl::StrCat(variable->name, " from ", variable->origin.ToString(),
                                 " overrides the variable from ", hidden->origin.ToString(), " (",
                                 hidden->value, ")"),
                    "rename it if you need the service's variable; otherwise ignore this",
                    variable->origin.position,
                    absl::StrCat(from_env ? "env[" : "envFrom[", variable->origin.index, "]"));
      found.confidential = variable->secret;
      if (hidden->origin.service != nullptr) {
        found.related = {NameOf("Service", hidden->origin.service->meta)};
      }
      findings->push_back(std::move(found));
    }
  }
}

}  // namespace svcenv
