#include "svcenv/check/absence.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/nearest.h"
#include "svcenv/check/absence_search.h"
#include "svcenv/check/image_variables.h"

namespace svcenv {

Absence AbsenceSearch::Run() && {
  if (TryProbe() || TryEnv()) {
    absence_.unknown = Unknown();
    return std::move(absence_);
  }
  const auto [found, is_new] = cache_.try_emplace({name_, IsInProbe()});
  if (is_new) {
    absence_.unknown = Unknown();
    SearchPod();
    found->second = std::move(absence_);
  }
  return found->second;
}

void AbsenceSearch::SearchPod() {
  using Step = bool (AbsenceSearch::*)();
  for (const Step step : {&AbsenceSearch::TryEnvFrom, &AbsenceSearch::TryService,
                          &AbsenceSearch::TryImage, &AbsenceSearch::TryOtherContainer,
                          &AbsenceSearch::TrySourceNotInInput, &AbsenceSearch::TryServiceNotInInput,
                          &AbsenceSearch::TryUnreadKey, &AbsenceSearch::TrySimilarNames}) {
    if ((this->*step)()) return;
  }
  Answer(AbsenceReason::kNotDefined, absl::StrCat(name_, " is not set in this container"),
         absl::StrCat("define ", name_, " in env"), {});
}

bool AbsenceSearch::TryProbe() {
  if (!IsInProbe()) return false;
  const std::optional<Variable> variable = scope_.environment.Find(name_);
  if (!variable.has_value()) return false;
  return Answer(AbsenceReason::kNotForProbes,
                absl::StrCat("exec probes see only literal env values, and ", name_, " comes from ",
                             variable->origin.ToString()),
                absl::StrCat("read it in a shell: [sh, -c, '… $", name_, " …']"),
                variable->origin.position);
}

// Checks the first entry with this name and, for a reference in env, the first one at or after the
// referring entry. No earlier entry sets a value, or the reference would be expanded, so explaining
// the first one is enough.
bool AbsenceSearch::TryEnv() {
  const auto places = scope_.index.NamesOf(context_.workload).Find(name_, container_);
  if (places.empty()) return false;
  if (TryEntry(places.front().entry)) return true;
  if (reference_ == nullptr || reference_->place != ReferencePlace::kEnvValue) return false;
  const auto after =
      std::partition_point(places.begin(), places.end(), [&](const PodNames::Place& place) {
        return place.entry < static_cast<size_t>(reference_->index);
      });
  return after != places.end() && TryEntry(after->entry);
}

// Explains an entry of env that has this name but sets no value that the reference can see.
bool AbsenceSearch::TryEntry(size_t index) {
  const EnvVar& entry = container_.env[index];
  const bool refers_from_env =
      reference_ != nullptr && reference_->place == ReferencePlace::kEnvValue;
  const size_t from = refers_from_env ? static_cast<size_t>(reference_->index) : 0;
  if (refers_from_env && index == from) {
    if (TryImage()) return true;
    return Answer(
        AbsenceReason::kDefinedLater,
        absl::StrCat(name_, " refers to itself, and nothing before env[", index, "] sets it"),
        absl::StrCat("define ", name_, " before env[", index, "], or write $$(", name_,
                     ") to keep it literal"),
        entry.name.position);
  }
  if (refers_from_env && index + container_.appended_env >= container_.env.size()) {
    return TryAppended(entry);
  }
  if (refers_from_env && index > from) {
    return Answer(AbsenceReason::kDefinedLater,
                  absl::StrCat(name_, " is defined in env[", index, "], after env[", from,
                               "], which refers to it"),
                  absl::StrCat("move env[", index, "] before env[", from, "]"),
                  entry.name.position);
  }
  const EnvSource* source = entry.value_from;
  if (!entry.value.empty() || source == nullptr) return false;
  const bool secret = source->config_map_key == nullptr;
  const ObjectReference* key = secret ? source->secret_key : source->config_map_key;
  if (key == nullptr || !key->optional) return false;
  return Answer(AbsenceReason::kOptionalMissing,
                absl::StrCat("env[", index, "] reads it from key ", key->key.text, " of ",
                             secret ? "Secret " : "ConfigMap ", context_.namespace_(), "/",
                             key->name.text, ", which is optional and missing"),
                "create the object or the key, or correct its name", key->name.position);
}

// Explains an entry that a controller appends after all entries of the object.
bool AbsenceSearch::TryAppended(const EnvVar& entry) {
  const EnvSource* const source = entry.value_from;
  const bool from_field = source != nullptr && source->field != nullptr;
  return Answer(
      AbsenceReason::kDefinedLater,
      absl::StrCat("the ", container_.appends_env, " appends ", name_,
                   " to env, after the entry that refers to it"),
      absl::StrCat(
          "use it in command or args, or define it in env first",
          from_field ? absl::StrCat(", with the fieldPath ", source->field->field_path.text) : ""),
      {});
}

const Entries* AbsenceSearch::DataOf(const EnvFrom& source) const {
  if (source.config_map.has_value()) {
    return context_.FindSource("ConfigMap", source.config_map->name.text).data;
  }
  if (!source.secret.has_value()) return nullptr;
  return context_.FindSource("Secret", source.secret->name.text).data;
}

bool AbsenceSearch::TryEnvFrom() {
  for (size_t i = 0; i < container_.env_from.size(); ++i) {
    const EnvFrom& source = container_.env_from[i];
    const std::string_view namespace_ = context_.namespace_();
    if (source.config_map.has_value()) {
      const ConfigMap* object =
          context_.FindSource("ConfigMap", source.config_map->name.text).config_map;
      if (object == nullptr) continue;
      if (TryKeys(i, object->meta, "ConfigMap", object->data)) return true;
      if (!absl::StartsWith(name_, source.prefix.text)) continue;
      const std::string_view key = name_.substr(source.prefix.text.size());
      const auto& keys = object->binary_keys;  // sorted
      if (std::binary_search(keys.begin(), keys.end(), key)) {
        return Answer(
            AbsenceReason::kBinaryKey,
            absl::StrCat("key ", key, " of ConfigMap ", namespace_, "/", object->meta.name.text,
                         " is in binaryData, which envFrom cannot use"),
            "move the key to data", object->meta.position);
      }
    } else if (source.secret.has_value()) {
      const SourceObject found = context_.FindSource("Secret", source.secret->name.text);
      if (found.meta != nullptr && TryKeys(i, *found.meta, "Secret", *found.data)) return true;
    }
  }
  return false;
}

bool AbsenceSearch::TryKeys(size_t index, const ObjectMeta& object, std::string_view kind,
                            const Entries& data) {
  const std::string_view prefix = container_.env_from[index].prefix.text;
  const std::string of = absl::StrCat(" of ", kind, " ", object.namespace_, "/", object.name.text);
  if (absl::StartsWith(name_, prefix)) {
    if (const Entry* entry = FindEntry(data, name_.substr(prefix.size()))) {
      return Answer(
          AbsenceReason::kSkippedKey,
          absl::StrCat("the kubelet skips key ", entry->key, of, ": before Kubernetes 1.30, '",
                       name_, "' is not a valid variable name"),
          "rename the key, or read it with valueFrom under another name", entry->position);
    }
  }
  const Entry* entry = FindEntry(data, name_);
  if (entry == nullptr || prefix.empty()) return false;
  return Answer(
      AbsenceReason::kPrefixed,
      absl::StrCat("envFrom[", index, "] adds the prefix ", prefix, " to key ", name_, of),
      absl::StrCat("use ", prefix, name_), container_.env_from[index].prefix.position);
}

bool AbsenceSearch::TryImage() {
  const std::string_view setter = UsualSetter(name_);
  if (setter.empty()) return false;
  return Answer(AbsenceReason::kImageVariable,
                absl::StrCat(setter, " sets ", name_, ", which the kubelet cannot see"),
                absl::StrCat("read it in a shell, [sh, -c, '… $", name_, " …'], or define ", name_,
                             " in env with its full value"),
                {});
}

bool AbsenceSearch::TryOnly(const Container& other) {
  return Answer(AbsenceReason::kOtherContainer,
                absl::StrCat("only ", ContainerKindName(other.kind), " ", other.name.text,
                             " in this pod has it"),
                absl::StrCat("define ", name_, " in env of ", container_.name.text, ", too"),
                other.position);
}

bool AbsenceSearch::TryOtherContainer() {
  const PodNames& names = scope_.index.NamesOf(context_.workload);
  const auto all = names.Find(name_), own = names.Find(name_, container_);
  if (all.size() > own.size()) {
    const bool own_first = !own.empty() && own.data() == all.data();
    return TryOnly(*names.containers()[all[own_first ? own.size() : 0].container]);
  }
  for (const auto& [other, source] : names.sources()) {
    if (other == &container_ || !absl::StartsWith(name_, source->prefix.text)) continue;
    const Entries* data = DataOf(*source);
    if (data != nullptr && FindEntry(*data, name_.substr(source->prefix.text.size())) != nullptr) {
      return TryOnly(*other);
    }
  }
  return false;
}

bool AbsenceSearch::TrySourceNotInInput() {
  if (IsInProbe()) return false;
  std::vector<std::string> objects;
  std::string_view why;  // of the first
  Remedy remedy;
  for (const UnknownSource& source : scope_.environment.unknown_sources()) {
    if (source.object.kind == "Service") continue;
    if (objects.empty()) why = source.why;
    objects.push_back(source.object.ToString());
    remedy.actions.push_back(
        {context_.options.complete ? RemedyKind::kGetPermission : RemedyKind::kAddObject,
         source.object});
  }
  if (objects.empty()) return false;
  return Answer(AbsenceReason::kSourceNotInInput,
                absl::StrCat("it may be a key of ", JoinFirst(objects, " or "), ", which ", why),
                std::move(remedy), {});
}

bool AbsenceSearch::TryUnreadKey() {
  const AbsenceIndex::Key* key = scope_.index.FindKey(context_.namespace_(), name_);
  if (key == nullptr) return false;
  return Answer(AbsenceReason::kKeyNotUsed,
                absl::StrCat(key->kind, " ", context_.namespace_(), "/", key->object->name.text,
                             " has a key ", name_, ", which this container does not read"),
                "read it with valueFrom, or the whole object with envFrom", key->position);
}

// Explains an optional source of envFrom that is missing.
bool AbsenceSearch::TryOptionalSource() {
  for (size_t i = 0; i < container_.env_from.size(); ++i) {
    const EnvFrom& source = container_.env_from[i];
    const auto& reference = source.config_map.has_value() ? source.config_map : source.secret;
    if (!reference.has_value() || !reference->optional || DataOf(source) != nullptr) continue;
    return Answer(AbsenceReason::kOptionalMissing,
                  absl::StrCat("it may be a key of ",
                               source.config_map.has_value() ? "ConfigMap " : "Secret ",
                               context_.namespace_(), "/", reference->name.text,
                               ", which is optional and missing"),
                  "create the object, or correct its name", reference->name.position);
  }
  return false;
}

bool AbsenceSearch::TrySimilarNames() {
  if (IsInProbe()) {
    std::vector<std::string_view> names;
    for (const EnvVar& env : container_.env) names.push_back(env.name.text);
    absence_.nearest = Nearest(name_, names);
  } else {
    absence_.nearest = NamesNear(name_, scope_);
  }
  if (absence_.nearest.empty()) return TryOptionalSource();
  return Answer(AbsenceReason::kMistyped, absl::StrCat(name_, " is not set in this container"),
                DidYouMeanOneOf(absence_.nearest), {});
}

std::string_view AbsenceReasonName(AbsenceReason reason) {
  static constexpr std::string_view kNames[] = {
      "defined-later",  "not-for-probes",  "headless",         "external-name",     "no-cluster-ip",
      "no-such-port",   "links-off",       "other-namespace",  "service-not-given", "skipped-key",
      "binary-key",     "prefixed",        "optional-missing", "source-not-given",  "key-not-used",
      "image-variable", "other-container", "mistyped",         "not-defined",
  };
  return kNames[static_cast<size_t>(reason)];
}

Absence AbsenceFinder::Why(std::string_view name) {
  return AbsenceSearch(name, nullptr, scope_, &cache_).Run();
}

Absence AbsenceFinder::Why(const Reference& reference) {
  return AbsenceSearch(reference.name, &reference, scope_, &cache_).Run();
}

Absence WhyAbsent(std::string_view name, const LookupScope& scope) {
  return AbsenceFinder(scope).Why(name);
}

Absence WhyAbsent(const Reference& reference, const LookupScope& scope) {
  return AbsenceFinder(scope).Why(reference);
}

std::vector<std::string> NamesNear(std::string_view name, const LookupScope& scope) {
  const std::vector<std::string> of_services =
      scope.index.Nearest(scope.environment.services(), name);
  std::vector<std::string_view> names(of_services.begin(), of_services.end());
  for (const Variable* variable : scope.environment.own()) {
    if (variable->name != name) names.push_back(variable->name);
  }
  return Nearest(name, names);
}

}  // namespace svcenv
