#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "re2/re2.h"
#include "svcenv/base/counted.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {
namespace {

// Returns whether the text contains the name of a link variable: a reference, a script, or a value.
bool NamesService(std::string_view text, const ServiceVariables& services) {
  if (!absl::StrContains(text, "_SERVICE") && !absl::StrContains(text, "_PORT")) return false;
  static const auto& pattern = *new RE2("([A-Z0-9_]*_(?:SERVICE|PORT)[A-Z0-9_]*)");
  re2::StringPiece rest(text.data(), text.size());
  std::string name;
  while (RE2::FindAndConsume(&rest, pattern, &name)) {
    const ServiceVariable* found = services.Find(name);
    if (found != nullptr && found->service != nullptr && !HasMasterName(*found->service)) {
      return true;
    }
  }
  return false;
}

bool UsesServices(const Container& container, const ServiceVariables& services) {
  const auto named = [&](const Located& text) { return NamesService(text.text, services); };
  const auto any = [&](const std::vector<Located>& texts) {
    return std::any_of(texts.begin(), texts.end(), named);
  };
  const auto any_env = [&] {
    return std::any_of(container.env.begin(), container.env.end(), [&](const EnvVar& env) {
      return named(env.value) || services.Find(env.name.text) != nullptr;
    });
  };
  const auto any_probe = [&] {
    bool found = false;
    ForEachExecProbe(container, [&](Probe, const std::vector<Located>& command) {
      found = found || any(command);
    });
    return found;
  };
  return any(container.command) || any(container.args) || any_env() || any_probe() ||
         std::any_of(container.unexpanded.begin(), container.unexpanded.end(),
                     [&](const FieldText& text) { return named(text.text); }) ||
         std::any_of(container.volume_mounts.begin(), container.volume_mounts.end(),
                     [&](const VolumeMount& mount) { return named(mount.sub_path_expr); });
}

// The variables that enableServiceLinks: false would remove: all except those of `kubernetes`.
struct Saving {
  size_t variables = 0;
  size_t bytes = 0;  // NAME=value, a NUL, and a pointer each
};

Saving SavingOf(const ServiceVariables& services) {
  Saving saving;
  for (const ServiceVariable& variable : services.all()) {
    if (variable.service == nullptr || HasMasterName(*variable.service)) continue;
    ++saving.variables;
    saving.bytes += variable.name.size() + variable.value.size() + 2 + sizeof(char*);
  }
  return saving;
}

}  // namespace

// Reports a workload once, if none of its containers names a link variable.
void LinksUnused(const LintContext& lint, Diagnostics* findings) {
  std::map<const ServiceVariables*, Saving> savings;
  absl::flat_hash_set<const Workload*> reported, used;
  for (const LintContainer& one : lint.containers()) {
    if (!one.links()) continue;
    const ServiceVariables& services = one.resolved().environment.services();
    if (UsesServices(one.container(), services)) used.insert(&one.workload());
  }
  for (const LintContainer& one : lint.containers()) {
    const Workload& workload = one.workload();
    if (!one.links() || used.contains(&workload)) continue;
    const ServiceVariables& services = one.resolved().environment.services();
    const auto [saving, is_new] = savings.try_emplace(&services);
    if (is_new) saving->second = SavingOf(services);
    if (saving->second.variables == 0 || !reported.insert(&workload).second) continue;
    findings->push_back(lint.FindInPod(
        one, "links-unused",
        absl::StrCat("each container gets ", Counted(saving->second.variables, "link variable"),
                     " (", Counted(saving->second.bytes, "byte"),
                     "), and the manifest uses none of them"),
        "set enableServiceLinks: false if the application does not read them either",
        workload.meta.name.position.known() ? workload.meta.name.position : workload.meta.position,
        "spec"));
  }
}

}  // namespace svcenv
