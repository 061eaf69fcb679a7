// Format configmap: a manifest whose keys an envFrom makes the same variables of.
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

// "web-app-env"; of a name that is only generated what is known of it.
std::string NameFor(const Result& result) {
  std::string name = result.object.name;
  name.erase(name.find_last_not_of("*-.") + 1);
  if (!result.container.empty()) absl::StrAppend(&name, "-", result.container);
  return absl::StrCat(name, "-env");
}

}  // namespace

// envFrom takes binaryData for nothing, so a value must be text.
std::string_view ConfigmapProblem(const Variable& variable) {
  if (!ConfigMapKeyProblem(variable.name).empty()) return "its name is no key of a ConfigMap";
  if (!StrictEnvNameProblem(variable.name).empty()) {
    return "its name is one that envFrom leaves out up to Kubernetes 1.29";
  }
  if (!IsUtf8(variable.value)) return kNotUtf8;
  return "";
}

void WriteConfigmap(Results results, const RenderOptions& options, Output* output) {
  for (const Result& result : results) {
    if (!result.ok()) continue;
    Json data = Json::object();
    auto& entries = data.get_ref<Json::object_t&>();  // names differ: none is looked for
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
