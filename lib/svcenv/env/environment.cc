#include "svcenv/env/environment.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

// Returns the suffix of an object's name in an origin.
std::string_view Embedded(const ObjectMeta& meta) {
  return meta.is_embedded ? " (embedded)" : std::string_view();
}

std::string ServiceOrigin(const Origin& origin) {
  if (origin.service == nullptr) return "legacy SERVICE_HOST";
  const ObjectMeta& meta = origin.service->meta;
  std::string result =
      absl::StrCat("Service ", meta.namespace_, "/", meta.name.text, Embedded(meta));
  if (origin.port == nullptr) return result;
  absl::StrAppend(&result, " port ", origin.port->port);
  if (!origin.port->name.empty()) absl::StrAppend(&result, " (", origin.port->name.text, ")");
  return result;
}

}  // namespace

std::string Origin::ToString() const {
  const auto object_key = [&](std::string_view list, std::string_view kind) {
    return absl::StrCat(list, "[", index, "] ", kind, object ? " " : "",
                        object ? object->namespace_ : "", object ? "/" : "",
                        object ? object->name.text : "", object ? Embedded(*object) : "", " key ",
                        key);
  };
  switch (kind) {
    case OriginKind::kService:
      return ServiceOrigin(*this);
    case OriginKind::kConfigMap:
      return object_key("envFrom", "ConfigMap");
    case OriginKind::kSecret:
      return object_key("envFrom", "Secret");
    case OriginKind::kValue:
      return absl::StrCat("env[", index, "] value");
    case OriginKind::kField:
      if (appended_by != nullptr) return absl::StrCat(appended_by, ", field ", key);
      return absl::StrCat("env[", index, "] field ", key);
    case OriginKind::kResourceField:
      return absl::StrCat("env[", index, "] resource ", key);
    case OriginKind::kConfigMapKey:
      return object_key("env", "ConfigMap");
    case OriginKind::kSecretKey:
      return object_key("env", "Secret");
    case OriginKind::kFileKey:
      return absl::StrCat("env[", index, "] file key ", key);
  }
  return "";
}

Variable Environment::FromService(const ServiceVariable& variable,
                                  const ServiceVariables& services) {
  Variable result;
  result.name = variable.name;
  result.value = variable.value;
  result.assumed = services.IsAssumed(variable);
  result.origin.kind = OriginKind::kService;
  result.origin.service = variable.service;
  result.origin.port = variable.port;
  if (variable.port != nullptr) {
    result.origin.position = variable.port->position;
  } else if (variable.service != nullptr) {
    result.origin.position = variable.service->cluster_ip.position;
  }
  return result;
}

std::optional<Variable> Environment::Find(std::string_view name) const {
  const auto found = std::lower_bound(
      own_.begin(), own_.end(), name,
      [](const Variable* variable, std::string_view n) { return variable->name < n; });
  if (found != own_.end() && (*found)->name == name) return **found;
  if (const ServiceVariable* service = services_->Find(name))
    return FromService(*service, *services_);
  return std::nullopt;
}

}  // namespace svcenv
