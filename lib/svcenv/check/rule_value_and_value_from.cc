#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {

// pkg/apis/core/validation/validation.go, validateEnvVarValueFrom (1.37.2).
void ValueAndValueFrom(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    const std::vector<EnvVar>& env = one.container().env;
    for (size_t i = 0; i < env.size(); ++i) {
      // A placeholder may become an empty string.
      if (env[i].value.empty() || env[i].value_from == nullptr ||
          one.IsPlaceholder(env[i].value.text)) {
        continue;
      }
      findings->push_back(
          lint.Find(one, "value-and-value-from",
                    absl::StrCat(env[i].name.text,
                                 " has both value and valueFrom; the API server rejects it"),
                    "keep one of the two", env[i].value_from->position,
                    absl::StrCat("env[", i, "].valueFrom")));
    }
  }
}

}  // namespace svcenv
