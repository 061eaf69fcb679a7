#include "svcenv/admission/snapshot.h"

#include <utility>

#include "absl/strings/match.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {

Snapshot::Snapshot(std::shared_ptr<const Cluster> cluster, const VersionProfile& version)
    : cluster_(std::move(cluster)),
      version_(version),
      services_(std::make_shared<ServiceCatalog>(*cluster_)) {}

const Entries* Snapshot::DataOf(std::string_view namespace_, const ObjectReference& reference,
                                bool secret) const {
  if (secret) {
    const Secret* object = cluster_->FindSecret(namespace_, reference.name.text);
    return object == nullptr ? nullptr : &object->data;
  }
  const ConfigMap* object = cluster_->FindConfigMap(namespace_, reference.name.text);
  return object == nullptr ? nullptr : &object->data;
}

Known Snapshot::Defines(std::string_view namespace_, const EnvFrom& source,
                        std::string_view name) const {
  const bool secret = !source.config_map.has_value();
  if (secret && !source.secret.has_value()) return Known::kNo;
  const std::string_view prefix = source.prefix.text;
  if (!absl::StartsWith(name, prefix) || name.size() == prefix.size()) return Known::kNo;
  const Entries* data = DataOf(namespace_, secret ? *source.secret : *source.config_map, secret);
  if (data == nullptr) return Known::kUnknown;
  if (FindEntry(*data, name.substr(prefix.size())) == nullptr) return Known::kNo;
  const bool skipped = version_.env_from_skips_invalid_keys && !EnvFromKeyProblem(name).empty();
  return skipped ? Known::kNo : Known::kYes;
}

Known Snapshot::Defines(std::string_view namespace_, const EnvVar& variable) const {
  if (!variable.value.empty() || variable.value_from == nullptr) return Known::kYes;
  const EnvSource& source = *variable.value_from;
  if (source.field != nullptr || source.resource != nullptr) return Known::kYes;
  if (source.config_map_key != nullptr || source.secret_key != nullptr) {
    const bool secret = source.config_map_key == nullptr;
    const ObjectReference& reference = secret ? *source.secret_key : *source.config_map_key;
    if (!reference.optional) return Known::kYes;
    const Entries* data = DataOf(namespace_, reference, secret);
    if (data == nullptr) return Known::kUnknown;
    return FindEntry(*data, reference.key.text) != nullptr ? Known::kYes : Known::kNo;
  }
  const bool may_lack = source.file_key != nullptr && source.file_key->optional;
  return may_lack && version_.file_key_ref ? Known::kUnknown : Known::kYes;
}

}  // namespace svcenv
