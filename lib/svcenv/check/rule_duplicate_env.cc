#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {

namespace {

// Returns whether the entry extends the earlier value, X=$(X):/more, which the API server does not
// warn about, either: pkg/api/pod/warnings.go, warningsForPodSpecAndMeta (1.37.2).
bool Appends(const EnvVar& entry) {
  const std::string own = absl::StrCat("$(", entry.name.text, ")");
  return entry.value_from == nullptr && entry.value.text != own &&
         absl::StrContains(entry.value.text, own);
}

}  // namespace

void DuplicateEnv(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    absl::flat_hash_map<std::string_view, size_t> first;
    const std::vector<EnvVar>& env = one.container().env;
    for (size_t i = 0; i < env.size(); ++i) {
      const auto [earlier, is_new] = first.try_emplace(env[i].name.text, i);
      if (is_new || env[i].name.empty() || Appends(env[i])) continue;
      findings->push_back(
          lint.Find(one, "duplicate-env",
                    absl::StrCat("env[", i, "] sets ", env[i].name.text, ", which env[",
                                 earlier->second, "] already sets; the last entry wins"),
                    absl::StrCat("keep one of them; kubectl apply may drop either"),
                    env[i].name.position, absl::StrCat("env[", i, "].name")));
      findings->back().repairs = {{RepairKind::kRemoveEntry}};
    }
  }
}

}  // namespace svcenv
