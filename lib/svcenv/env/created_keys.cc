#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/env/environment_builder.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {

void EnvironmentBuilder::AddCreatedKeys(const CreatedObject& created, const EnvFrom& env_from,
                                        int index) {
  ObjectMeta meta;
  meta.name.text = created.name;
  meta.namespace_ = context_.namespace_();
  result_.created_.push_back(std::make_unique<const ObjectMeta>(std::move(meta)));
  const ObjectMeta& object = *result_.created_.back();
  const ObjectName name = NameOf(created.kind, object);
  const bool secret = created.kind == "Secret";
  const std::string_view why = result_.arena_.Copy(absl::StrCat(name.ToString(), " ", created.why));
  for (const std::string_view key : created.keys) {
    Variable variable;
    variable.name = env_from.prefix.empty()
                        ? key
                        : result_.arena_.Copy(absl::StrCat(env_from.prefix.text, key));
    if (context_.options.version->env_from_skips_invalid_keys &&
        !EnvFromKeyProblem(variable.name).empty()) {
      continue;
    }
    variable.unknown = why;
    variable.cause = UnknownCause::kNotInInput;
    variable.secret = secret;
    variable.origin.kind = secret ? OriginKind::kSecret : OriginKind::kConfigMap;
    variable.origin.object = &object;
    variable.origin.index = index;
    variable.origin.key = key;
    variable.origin.position = env_from.position;
    Define(std::move(variable));
  }
  if (created.has_other_keys) {
    result_.unknown_sources_.push_back({name, created.why, UnknownCause::kNotInInput});
  }
}

}  // namespace svcenv
