#include "svcenv/batch/answer.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "svcenv/env/json_value.h"
#include "svcenv/env/unresolved.h"

namespace svcenv {
namespace {

void WriteText(const JsonValue& value, JsonWriter* json) {
  if (value.wrapper().empty()) return json->String(value.text());
  json->BeginMap();
  json->Key(value.wrapper()).String(value.text());
  json->EndMap();
}

void WriteText(std::string_view text, JsonWriter* json) { WriteText(JsonValue(text), json); }

// Writes to the current map.
void WriteMember(const JsonValue& value, JsonWriter* json) {
  json->Key(value.member()).String(value.text());
}

void WriteVariable(const Variable& variable, JsonWriter* json) {
  json->BeginMap();
  json->Key("name");
  WriteText(variable.name, json);
  WriteMember(JsonValue(variable.value, variable.unknown), json);
  json->EndMap();
}

void WriteTexts(std::string_view key, const std::vector<ResolvedText>& texts, JsonWriter* json) {
  json->Key(key).BeginList();
  for (const ResolvedText& text : texts) WriteText(JsonValue(text.text, text.unknown), json);
  json->EndList();
}

void WriteProbes(const std::vector<ResolvedProbe>& probes, JsonWriter* json) {
  json->Key("probes").BeginMap();
  for (const ResolvedProbe& probe : probes) {
    json->Key(probe.name).BeginList();
    for (const std::string& text : probe.command) WriteText(text, json);
    json->EndList();
  }
  json->EndMap();
}

// Writes the last of several mounts at one path; the API server rejects such a pod.
void WriteSubPaths(const std::vector<ResolvedSubPath>& sub_paths, JsonWriter* json) {
  std::map<std::string_view, const ResolvedSubPath*> last;
  for (const ResolvedSubPath& sub_path : sub_paths) last[sub_path.mount_path] = &sub_path;
  json->Key("subPaths").BeginMap();
  for (const ResolvedSubPath& sub_path : sub_paths) {
    if (last[sub_path.mount_path] != &sub_path) continue;
    json->Key(sub_path.mount_path).BeginMap();
    if (!sub_path.error.empty()) {
      json->Key("error").String(sub_path.error);
    } else {
      WriteMember(JsonValue(sub_path.value.text, sub_path.value.unknown), json);
    }
    json->EndMap();
  }
  json->EndMap();
}

void WriteDiagnostic(const Diagnostic& diagnostic, JsonWriter* json) {
  json->BeginMap();
  json->Key("severity").String(SeverityName(diagnostic.severity));
  json->Key("code").String(diagnostic.code);
  json->Key("message").String(diagnostic.message);
  json->Key("field").String(diagnostic.field);
  json->EndMap();
}

void WriteDiagnostics(const ResolvedContainer& container, const Diagnostics& before,
                      JsonWriter* json) {
  const Environment& environment = container.environment;
  const auto write = [&](const Diagnostics& list) {
    for (const Diagnostic& diagnostic : list) WriteDiagnostic(diagnostic, json);
  };
  json->Key("diagnostics").BeginList();
  write(before);
  for (const ServiceCollision& collision : environment.services().collisions()) {
    WriteDiagnostic(Describe(collision), json);
  }
  write(environment.diagnostics());
  write(container.diagnostics);
  for (const auto* list : {&environment.unresolved(), &container.unresolved}) {
    for (const UnresolvedReference& one : *list) WriteDiagnostic(Describe(one), json);
  }
  json->EndList();
}

}  // namespace

void WriteContainer(const ResolvedContainer& container, const Diagnostics& diagnostics,
                    JsonWriter* json) {
  json->Key("container").String(container.container->name.text);
  json->Key("env").BeginList();
  container.environment.ForEach([&](const Variable& v) { WriteVariable(v, json); });
  json->EndList();
  WriteTexts("command", container.command, json);
  WriteTexts("args", container.args, json);
  WriteProbes(container.probes, json);
  WriteSubPaths(container.sub_paths, json);
  WriteDiagnostics(container, diagnostics, json);
}

Diagnostic RequestError(std::string_view code, std::string message, std::string_view field) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = std::string(code);
  error.message = std::move(message);
  error.field = std::string(field);
  return error;
}

void WriteError(const Diagnostic& error, JsonWriter* json) {
  json->BeginMap();
  json->Key("code").String(error.code);
  json->Key("message").String(error.message);
  json->Key("field").String(error.field);
  json->EndMap();
}

}  // namespace svcenv
