// Formats yaml and envlist.
#include <algorithm>
#include <string>

#include "svcenv/base/utf8.h"
#include "svcenv/render/escape_references.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/result_json.h"
#include "svcenv/render/yaml_writer.h"

namespace svcenv {

void WriteYaml(Results results, const RenderOptions& options, Output* output) {
  YamlWriter writer(output);
  writer.BeginList();
  for (const Result& result : results) writer.Item(ResultJson(result, options));
  writer.EndList();
}

std::string_view EnvListProblem(const Variable& variable) {
  return IsUtf8(variable.value) ? "" : "its value is not valid UTF-8, which manifests require";
}

void WriteEnvList(Results results, const RenderOptions& options, Output* output) {
  if (std::none_of(results.begin(), results.end(), [](const Result& r) { return r.ok(); })) return;
  YamlWriter writer(output);
  writer.BeginList();
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    writer.Item({{"name", std::string(name)}, {"value", EscapeReferences(value)}});
  });
  writer.EndList();
}

}  // namespace svcenv
