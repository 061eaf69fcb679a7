#include "svcenv/render/result_json.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "svcenv/base/utf8.h"

namespace svcenv {

Json VariableJson(const Variable& variable, bool mask_secrets) {
  Json result = {{"name", std::string(variable.name)}};
  if (!variable.known()) {
    result["unknown"] = std::string(variable.unknown);
  } else if (variable.secret && mask_secrets) {
    result["value"] = std::string(kMask);
  } else if (IsUtf8(variable.value)) {
    result["value"] = std::string(variable.value);
  } else {
    result["valueBase64"] = absl::Base64Escape(variable.value);
  }
  return result;
}

Json TextJson(const ResolvedText& text, bool mask_secrets) {
  if (!text.unknown.empty()) return {{"unknown", text.unknown}};
  if (text.secret && mask_secrets) return std::string(kMask);
  if (IsUtf8(text.text)) return text.text;
  return {{"base64", absl::Base64Escape(text.text)}};
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
