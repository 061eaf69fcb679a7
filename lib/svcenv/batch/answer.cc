#include "svcenv/batch/answer.h"

#include <map>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "svcenv/base/utf8.h"
#include "svcenv/env/unresolved.h"

namespace svcenv {
namespace {

// A text as it is, or {"base64"} where it is no UTF-8.
void WriteText(std::string_view text, JsonWriter* json) {
  if (IsUtf8(text)) return json->String(text);
  json->BeginMap();
  json->Key("base64").String(absl::Base64Escape(text));
  json->EndMap();
}

// "value", or "valueBase64" where it is no UTF-8, in a map that has begun.
void WriteValue(std::string_view value, JsonWriter* json) {
  if (IsUtf8(value)) return json->Key("value").String(value);
  json->Key("valueBase64").String(absl::Base64Escape(value));
}

void WriteVariable(const Variable& variable, JsonWriter* json) {
  json->BeginMap();
  json->Key("name");
  WriteText(variable.name, json);
  if (variable.known()) {
    WriteValue(variable.value, json);
  } else {
    json->Key("unknown").String(variable.unknown);
  }
  json->EndMap();
}

void WriteTexts(std::string_view key, const std::vector<ResolvedText>& texts, JsonWriter* json) {
  json->Key(key).BeginList();
  for (const ResolvedText& text : texts) {
    if (text.unknown.empty()) {
      WriteText(text.text, json);
      continue;
    }
    json->BeginMap();
    json->Key("unknown").String(text.unknown);
    json->EndMap();
  }
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

// Of two at one path the last: the API server takes no such pod.
void WriteSubPaths(const std::vector<ResolvedSubPath>& sub_paths, JsonWriter* json) {
  std::map<std::string_view, const ResolvedSubPath*> last;
  for (const ResolvedSubPath& sub_path : sub_paths) last[sub_path.mount_path] = &sub_path;
  json->Key("subPaths").BeginMap();
  for (const ResolvedSubPath& sub_path : sub_paths) {
    if (last[sub_path.mount_path] != &sub_path) continue;
    json->Key(sub_path.mount_path).BeginMap();
    if (!sub_path.error.empty()) {
      json->Key("error").String(sub_path.error);
    } else if (!sub_path.value.unknown.empty()) {
      json->Key("unknown").String(sub_path.value.unknown);
    } else {
      WriteValue(sub_path.value.text, json);
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

void WriteError(const Diagnostic& error, JsonWriter* json) {
  json->BeginMap();
  json->Key("code").String(error.code);
  json->Key("message").String(error.message);
  json->Key("field").String(error.field);
  json->EndMap();
}

}  // namespace svcenv
