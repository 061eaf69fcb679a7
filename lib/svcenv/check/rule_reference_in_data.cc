#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/shell_text.h"
#include "svcenv/env/template.h"

namespace svcenv {
namespace {

bool IsFromConfigMap(const Origin& origin) {
  return origin.kind == OriginKind::kConfigMap || origin.kind == OriginKind::kConfigMapKey;
}

// Returns the ConfigMap, or null if a Template may change its values.
const ConfigMap* ConfigMapOf(const LintContext& lint, const Origin& origin) {
  if (origin.object == nullptr || origin.object->has_parameters) return nullptr;
  // The variant closest to the object is the object itself.
  return lint.cluster().FindConfigMap(origin.object->namespace_, origin.object->name.text,
                                      origin.object);
}

}  // namespace

// Reports each key of a ConfigMap once. Reports only names that are set, because programs may use
// $(NAME) themselves.
void ReferenceInData(const LintContext& lint, Diagnostics* findings) {
  std::set<std::pair<const ConfigMap*, std::string_view>> reported;
  for (const LintContainer& one : lint.containers()) {
    const Environment& environment = one.resolved().environment;
    for (const Variable* variable : environment.own()) {
      if (!IsFromConfigMap(variable->origin) || !absl::StrContains(variable->value, "$(")) continue;
      const ConfigMap* map = ConfigMapOf(lint, variable->origin);
      if (map == nullptr) continue;
      const Entry* entry = FindEntry(map->data, variable->origin.key);
      if (entry == nullptr || reported.count({map, entry->key}) != 0) continue;
      const Template text = Template::Parse(entry->value, lint.options().resolve.dollar_rule());
      for (const std::string_view name : text.references()) {
        const bool is_set =
            environment.Find(name).has_value() || FindEntry(map->data, name) != nullptr;
        if (!is_set || !LooksLikeVariable(name) || lint.IsReplaced(one, name)) continue;
        reported.insert({map, entry->key});
        const bool from_env = variable->origin.kind == OriginKind::kConfigMapKey;
        Diagnostic found = lint.Find(
            one, "reference-in-data",
            absl::StrCat("$(", name, ") in key ", entry->key, " of ",
                         NameOf("ConfigMap", map->meta).ToString(),
                         " is not expanded: Kubernetes does not expand the values of ConfigMaps"),
            absl::StrCat("set ", variable->name, " with value in env, where $(", name,
                         ") is expanded"),
            entry->position,
            absl::StrCat(from_env ? "env[" : "envFrom[", variable->origin.index, "]"));
        found.related = {NameOf("ConfigMap", map->meta)};
        found.part = std::string(entry->key);
        findings->push_back(std::move(found));
        break;
      }
    }
  }
}

}  // namespace svcenv
