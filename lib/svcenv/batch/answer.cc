#include "svcenv/batch/answer.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

Json Name(std::string_view name) {
  return IsUtf8(name) ? Json(std::string(name)) : Json{{"base64", absl::Base64Escape(name)}};
}

Json VariableAnswer(const Variable& variable) {
  Json result = {{"name", Name(variable.name)}};
  if (!variable.known()) {
    result["unknown"] = std::string(variable.unknown);
  } else if (IsUtf8(variable.value)) {
    result["value"] = std::string(variable.value);
  } else {
    result["valueBase64"] = absl::Base64Escape(variable.value);
  }
  return result;
}

Json Text(const std::string& text) {
  return IsUtf8(text) ? Json(text) : Json{{"base64", absl::Base64Escape(text)}};
}

Json TextAnswer(const ResolvedText& text) {
  return text.unknown.empty() ? Text(text.text) : Json{{"unknown", text.unknown}};
}

Json SubPathAnswer(const ResolvedSubPath& sub_path) {
  if (!sub_path.error.empty()) return {{"error", sub_path.error}};
  const ResolvedText& value = sub_path.value;
  if (!value.unknown.empty()) return {{"unknown", value.unknown}};
  if (!IsUtf8(value.text)) return {{"valueBase64", absl::Base64Escape(value.text)}};
  return {{"value", value.text}};
}

// A warning for each reference that stays as it is.
Diagnostic Describe(const UnresolvedReference& reference) {
  Diagnostic result;
  result.code = "reference-unresolved";
  result.message =
      absl::StrCat("$(", reference.name, ") stays as it is: nothing of that name is set");
  result.field = reference.field;
  return result;
}

Json DiagnosticAnswer(const Diagnostic& diagnostic) {
  return {{"severity", std::string(SeverityName(diagnostic.severity))},
          {"code", diagnostic.code},
          {"message", diagnostic.message},
          {"field", diagnostic.field}};
}

}  // namespace

Json ContainerAnswer(const ResolvedContainer& container, const Diagnostics& diagnostics) {
  Json env = Json::array();
  container.environment.ForEach([&](const Variable& v) { env.push_back(VariableAnswer(v)); });
  const auto texts = [](const std::vector<ResolvedText>& list) {
    Json result = Json::array();
    for (const ResolvedText& text : list) result.push_back(TextAnswer(text));
    return result;
  };
  Json probes = Json::object();
  for (const ResolvedProbe& probe : container.probes) {
    Json command = Json::array();
    for (const std::string& text : probe.command) command.push_back(Text(text));
    probes[std::string(probe.name)] = std::move(command);
  }
  Json sub_paths = Json::object();
  for (const ResolvedSubPath& sub_path : container.sub_paths) {
    sub_paths[std::string(sub_path.mount_path)] = SubPathAnswer(sub_path);
  }
  Json findings = Json::array();
  const auto add = [&](const Diagnostics& list) {
    for (const Diagnostic& diagnostic : list) findings.push_back(DiagnosticAnswer(diagnostic));
  };
  add(diagnostics);
  for (const ServiceCollision& collision : container.environment.services().collisions()) {
    findings.push_back(DiagnosticAnswer(svcenv::Describe(collision)));
  }
  add(container.environment.diagnostics());
  add(container.diagnostics);
  for (const auto* list : {&container.environment.unresolved(), &container.unresolved}) {
    for (const UnresolvedReference& r : *list) findings.push_back(DiagnosticAnswer(Describe(r)));
  }
  return {{"container", std::string(container.container->name.text)},
          {"env", std::move(env)},
          {"command", texts(container.command)},
          {"args", texts(container.args)},
          {"probes", std::move(probes)},
          {"subPaths", std::move(sub_paths)},
          {"diagnostics", std::move(findings)}};
}

Json ErrorAnswer(const Diagnostic& error) {
  return {{"code", error.code}, {"message", error.message}, {"field", error.field}};
}

}  // namespace svcenv
