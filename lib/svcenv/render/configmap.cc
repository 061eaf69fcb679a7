// Format configmap: a ConfigMap that defines the same variables when used in envFrom.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"
#include "svcenv/render/result_json.h"
#include "svcenv/render/yaml_writer.h"

namespace svcenv {
namespace {

// Returns a name such as "web-app-env". Uses the known part of a generated name.
std::string NameFor(const Result& result) {
  std::string name = result.object.name;
  name.erase(name.find_last_not_of("*-.") + 1);
  if (!result.container.empty()) absl::StrAppend(&name, "-", result.container);
  return absl::StrCat(name, "-env");
}

}  // namespace

// envFrom ignores binaryData, so values must be UTF-8.
std::string_view ConfigmapProblem(const Variable& variable) {
  if (!ConfigMapKeyProblem(variable.name).empty()) return "its name is not a valid ConfigMap key";
  if (!StrictEnvNameProblem(variable.name).empty()) {
    return "envFrom skips its name up to Kubernetes 1.29";
  }
  if (!IsUtf8(variable.value)) return kNotUtf8;
  return "";
}

void WriteConfigmap(Results results, const RenderOptions& options, Output* output) {
  for (const Result& result : results) {
    if (!result.ok()) continue;
    Json data = Json::object();
    auto& entries = data.get_ref<Json::object_t&>();  // names are unique, so skip the lookup
    ForEachKnown(result, options, [&](std::string_view name, std::string_view value) {
      entries.emplace_back(std::string(name), std::string(value));
    });
    YamlWriter(output).Document(
        {{"apiVersion", "v1"},
         {"kind", "ConfigMap"},
         {"metadata", {{"name", NameFor(result)}, {"namespace", result.object.namespace_}}},
         {"data", std::move(data)}});
  }
}

}  // namespace svcenv
