#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {

void DuplicateEnv(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    absl::flat_hash_map<std::string_view, size_t> first;
    const std::vector<EnvVar>& env = one.container().env;
    for (size_t i = 0; i < env.size(); ++i) {
      const auto [earlier, is_new] = first.try_emplace(env[i].name.text, i);
      if (is_new || env[i].name.empty()) continue;
      findings->push_back(
          lint.Find(one, "duplicate-env",
                    absl::StrCat("env[", i, "] sets ", env[i].name.text, ", which env[",
                                 earlier->second, "] sets already; the last one wins"),
                    absl::StrCat("keep one of the two; kubectl apply may drop either"),
                    env[i].name.position, absl::StrCat("env[", i, "].name")));
      findings->back().repairs = {{RepairKind::kRemoveEntry}};
    }
  }
}

}  // namespace svcenv
