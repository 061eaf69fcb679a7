#include "svcenv/render/result_json.h"

#include <utility>
#include <vector>

#include "svcenv/env/json_value.h"

namespace svcenv {

Json VariableJson(const Variable& variable, bool mask_secrets) {
  const bool masked = variable.secret && mask_secrets;
  const JsonValue value(masked ? kMask : variable.value, variable.unknown);
  Json result = {{"name", std::string(variable.name)}};
  result[std::string(value.member())] = std::string(value.text());
  return result;
}

Json TextJson(const ResolvedText& text, bool mask_secrets) {
  const JsonValue value(text.secret && mask_secrets ? kMask : text.text, text.unknown);
  if (value.wrapper().empty()) return std::string(value.text());
  return {{std::string(value.wrapper()), std::string(value.text())}};
}

Json SubjectJson(const Result& result) {
  Json json = {{"kind", result.object.kind},
               {"namespace", result.object.namespace_},
               {"name", result.object.name}};
  if (result.service == nullptr) json["container"] = result.container;
  return json;
}

Json ErrorJson(const Diagnostic& error) {
  return {{"code", error.code}, {"message", error.message}, {"field", error.field}};
}

Json ResultJson(const Result& result, const RenderOptions& options) {
  Json json = SubjectJson(result);
  if (!result.ok()) {
    json["error"] = ErrorJson(*result.error);
    return json;
  }
  Json env = Json::array();
  ForEachVariable(result, options.sort, [&](const Variable& variable) {
    env.push_back(VariableJson(variable, options.mask_secrets));
  });
  json["env"] = std::move(env);
  if (!result.resolved.has_value()) return json;
  const auto texts = [&](const std::vector<ResolvedText>& list) {
    Json array = Json::array();
    for (const ResolvedText& text : list) array.push_back(TextJson(text, options.mask_secrets));
    return array;
  };
  json["command"] = texts(result.resolved->command);
  json["args"] = texts(result.resolved->args);
  return json;
}

std::string JsonText(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace svcenv
