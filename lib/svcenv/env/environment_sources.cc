// Resolves the `valueFrom` sources for EnvironmentBuilder.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "svcenv/env/env_file.h"
#include "svcenv/env/environment_builder.h"
#include "svcenv/env/field_value.h"
#include "svcenv/env/resource_field.h"
#include "svcenv/env/version_rules.h"

namespace svcenv {
namespace {

// Resolves a path within a volume as the kubelet does: ".." does not leave the volume.
// github.com/cyphar/filepath-securejoin, SecureJoin.
std::string CleanPath(std::string_view path) {
  std::vector<std::string_view> parts;
  for (const std::string_view part : absl::StrSplit(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    }
  }
  return absl::StrJoin(parts, "/");
}

// Returns whether opening a clean path, which is not a file of the volume, fails because it does
// not exist. Directories, paths below a file, and invalid file names fail with other errors.
bool IsAbsent(std::string_view path, const std::map<std::string, std::string>& files) {
  constexpr size_t kLongestName = 255;
  const std::vector<std::string_view> names = absl::StrSplit(path, '/');
  const bool is_name = std::all_of(names.begin(), names.end(), [](std::string_view name) {
    return !name.empty() && name.size() <= kLongestName && !absl::StrContains(name, '\0');
  });
  return is_name && std::none_of(files.begin(), files.end(), [&](const auto& entry) {
           const std::string file = CleanPath(entry.first);
           return absl::StartsWith(file, absl::StrCat(path, "/")) ||
                  absl::StartsWith(path, absl::StrCat(file, "/"));
         });
}

}  // namespace

absl::StatusOr<SourceValue> EnvironmentBuilder::FromSource(const EnvSource& source, int index,
                                                           Origin* origin) {
  if (source.field) {
    origin->kind = OriginKind::kField;
    origin->key = source.field->field_path.text;
    return FieldValue(*source.field, context_, index);
  }
  if (source.resource) {
    origin->kind = OriginKind::kResourceField;
    origin->key = source.resource->resource.text;
    return ResourceFieldValue(*source.resource, context_, index, &result_.diagnostics_);
  }
  if (source.config_map_key) {
    origin->kind = OriginKind::kConfigMapKey;
    return FromKey(*source.config_map_key, false, index, origin);
  }
  if (source.secret_key) {
    origin->kind = OriginKind::kSecretKey;
    return FromKey(*source.secret_key, true, index, origin);
  }
  if (source.file_key && context_.options.version->file_key_ref) {
    origin->kind = OriginKind::kFileKey;
    origin->key = source.file_key->key.text;
    return FromFile(*source.file_key, index);
  }
  return SourceValue::Set("");  // the kubelet's switch has no default
}

absl::StatusOr<SourceValue> EnvironmentBuilder::FromKey(const ObjectReference& reference,
                                                        bool secret, int index, Origin* origin) {
  const std::string_view kind = secret ? "Secret" : "ConfigMap";
  const std::string_view namespace_ = context_.namespace_();
  const std::string_view name = reference.name.text;
  const auto error = [&](std::string_view code, std::string_view what, std::string_view remedy,
                         Position position, std::string_view field) {
    ObjectName object{std::string(kind), std::string(namespace_), std::string(name)};
    Diagnostic result =
        context_.Error(code, absl::StrCat(object.ToString(), what), std::string(remedy), position,
                       absl::StrCat("env[", index, "].valueFrom.",
                                    secret ? "secretKeyRef" : "configMapKeyRef", field));
    result.related = {std::move(object)};
    return ToStatus(result);
  };
  origin->key = reference.key.text;
  const bool unreadable = context_.cluster.IsUnreadable(kind, namespace_, name);
  // Ignores an object in the input if the object in the cluster cannot be read.
  const SourceObject found = unreadable ? SourceObject() : context_.FindSource(kind, name);
  origin->object = found.meta;
  const Entries* const data = found.data;
  if (!found.ambiguous.empty()) {
    return SourceValue::Unknown(
        absl::StrCat(kind, " ", namespace_, "/", name, " ", found.ambiguous),
        UnknownCause::kNotInInput, secret);
  }
  // Another program may add keys to an object in the input.
  const bool has_key = data != nullptr && FindEntry(*data, reference.key.text) != nullptr;
  const CreatedObject* created =
      has_key || unreadable ? nullptr : context_.cluster.FindCreated(kind, namespace_, name);
  if (created != nullptr && created->MayHave(reference.key.text)) {
    return SourceValue::Unknown(absl::StrCat(kind, " ", namespace_, "/", name, " ", created->why),
                                UnknownCause::kNotInInput, secret);
  }
  const std::string_view replaced =
      has_key || created != nullptr ? std::string_view()
      : data == nullptr             ? context_.WhyMaybeFound(kind, reference)
                                    : context_.WhyMaybeHasKey(reference, *origin->object, *data);
  if (!replaced.empty()) {
    return SourceValue::Unknown(absl::StrCat(kind, " ", namespace_, "/", name, " ", replaced),
                                UnknownCause::kNotInInput, secret);
  }
  if (data == nullptr && created == nullptr) {
    if (reference.optional && !unreadable) return SourceValue::NotSet();
    if (const std::string_view why = context_.WhyUnknown(kind, namespace_, name); !why.empty()) {
      return SourceValue::Unknown(absl::StrCat(kind, " ", namespace_, "/", name, " ", why),
                                  context_.CauseOfUnknown(kind, namespace_, name), secret);
    }
    return error("missing-object", " not found",
                 "create it, correct the name, or set optional: true", reference.name.position,
                 ".name");
  }
  if (const Entry* entry = data == nullptr ? nullptr : FindEntry(*data, reference.key.text)) {
    if (origin->object->has_parameters) {
      std::string why = WhyPlaceholder(Placeholders::kParameter, entry->value);
      if (!why.empty()) {
        return SourceValue::Unknown(std::move(why), UnknownCause::kNotInInput, secret);
      }
    }
    return SourceValue::Set(entry->value, secret);
  }
  if (reference.optional) return SourceValue::NotSet();
  const ConfigMap* const map = found.config_map;
  if (map != nullptr &&
      std::binary_search(map->binary_keys.begin(), map->binary_keys.end(), reference.key.text)) {
    return error(
        "missing-key",
        absl::StrCat(" has key ", reference.key.text, " in binaryData, which env cannot use"),
        "move the key to data if it is text; otherwise mount it as a file", reference.key.position,
        ".key");
  }
  return error("missing-key", absl::StrCat(" has no key ", reference.key.text),
               "add the key, correct it, or set optional: true", reference.key.position, ".key");
}

// pkg/kubelet/kubelet_pods.go, the FileKeyRef case (1.35.4 to 1.38.0-beta.0).
absl::StatusOr<SourceValue> EnvironmentBuilder::FromFile(const FileReference& reference,
                                                         int index) {
  const std::string field = absl::StrCat("env[", index, "].valueFrom.fileKeyRef");
  const auto error = [&](std::string message, std::string remedy) {
    return ToStatus(context_.Error("env-file", std::move(message), std::move(remedy),
                                   reference.path.position, field));
  };
  for (const Located& text : {reference.volume_name, reference.path, reference.key}) {
    std::string why = WhyPlaceholder(context_.workload.placeholders, text.text);
    if (!why.empty()) return SourceValue::Unknown(std::move(why), UnknownCause::kNotInInput);
  }
  const auto volume = context_.facts.files.find(std::string(reference.volume_name.text));
  if (volume == context_.facts.files.end()) {
    if (!context_.options.facts_complete) {
      return SourceValue::Unknown(
          absl::StrCat("file ", reference.path.text, " of volume ", reference.volume_name.text,
                       " exists only at run time"),
          UnknownCause::kFile);
    }
    return error(absl::StrCat("volume ", reference.volume_name.text, " not found"),
                 "set volumeName to an emptyDir volume of the pod");
  }
  const std::string path = CleanPath(reference.path.text);
  const auto file = std::find_if(volume->second.begin(), volume->second.end(),
                                 [&](const auto& entry) { return CleanPath(entry.first) == path; });
  const bool strict = context_.options.version->strict_env_files;
  if (file == volume->second.end()) {
    if (strict && reference.optional && IsAbsent(path, volume->second)) {
      return SourceValue::NotSet();
    }
    return error(absl::StrCat("file ", reference.path.text, " not found in volume ",
                              reference.volume_name.text),
                 "write the file in an init container, before this container starts");
  }
  absl::StatusOr<std::optional<std::string>> value =
      ParseEnvFile(file->second, reference.key.text, EnvFileRulesOf(*context_.options.version));
  if (!value.ok()) {
    return error(absl::StrCat("file ", reference.path.text, ": ", value.status().message()),
                 "write one NAME='value' per line");
  }
  if (value->has_value() && (strict || !(*value)->empty())) return SourceValue::Set(**value);
  if (reference.optional) return SourceValue::NotSet();
  return error(
      absl::StrCat("file ", reference.path.text, " has no value for key ", reference.key.text),
      "add it to the file, or set optional: true");
}

}  // namespace svcenv
