#include "cli/reports/origin_json.h"

#include <string>

#include "svcenv/render/result.h"

namespace svcenv::cli {

Json PlaceJson(Position position, const Sources& sources) {
  const Location at = sources.Locate(position);
  if (at.line == 0) return Json::object();
  return {{"file", std::string(at.file)}, {"line", at.line}, {"column", at.column}};
}

Json OriginJson(const Origin& origin, const Sources& sources) {
  Json json = {{"text", origin.ToString()}};
  const ObjectMeta* object = origin.service != nullptr ? &origin.service->meta : origin.object;
  if (object != nullptr) {
    const bool secret = origin.kind == OriginKind::kSecret || origin.kind == OriginKind::kSecretKey;
    json["object"] = {{"kind", origin.service != nullptr ? "Service"
                               : secret                  ? "Secret"
                                                         : "ConfigMap"},
                      {"namespace", std::string(object->namespace_)},
                      {"name", ShownName(*object)}};
  }
  if (!origin.key.empty()) json["key"] = std::string(origin.key);
  json.update(PlaceJson(origin.position, sources));
  return json;
}

Json ValueJson(const Variable& variable, const Sources& sources, bool mask_secrets) {
  Json json = VariableJson(variable, mask_secrets);
  if (variable.secret) json["secret"] = true;
  if (variable.assumed) json["assumed"] = true;
  json["origin"] = OriginJson(variable.origin, sources);
  return json;
}

}  // namespace svcenv::cli
