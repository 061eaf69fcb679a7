#include "svcenv/admission/answer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/json_writer.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

constexpr size_t kLongestWarning = 120;  // characters
constexpr size_t kLongestWarnings = 4096;
constexpr size_t kCountBytes = 32;

// Begins an operation. The caller writes its value and ends the map.
void BeginOperation(std::string_view op, std::string_view path, JsonWriter* json) {
  json->BeginMap();
  json->Key("op").String(op);
  json->Key("path").String(path);
  json->Key("value");
}

void WriteVariable(const AddedVariable& variable, JsonWriter* json) {
  json->BeginMap();
  json->Key("name").String(variable.name);
  json->Key("value").String(variable.value);
  json->EndMap();
}

void ChangeContainer(const ContainerPlan& plan, std::string_view path, JsonWriter* json) {
  if (plan.container->env.empty()) {
    BeginOperation("add", absl::StrCat(path, "/env"), json);
    json->BeginList();
    for (const AddedVariable& variable : plan.added) WriteVariable(variable, json);
    json->EndList();
    json->EndMap();
  } else {
    for (size_t i = 0; i < plan.added.size(); ++i) {
      BeginOperation("add", absl::StrCat(path, "/env/", i), json);
      WriteVariable(plan.added[i], json);
      json->EndMap();
    }
  }
  for (const ProbeText& text : plan.probes) {
    BeginOperation("replace",
                   absl::StrCat(path, "/", ProbeField(text.probe), "/exec/command/", text.index),
                   json);
    json->String(text.text);
    json->EndMap();
  }
}

void MarkPod(const LinkPlan& plan, JsonWriter* json) {
  if (plan.has_annotations) {
    const std::string key = absl::StrReplaceAll(kLinksOffAnnotation, {{"/", "~1"}});
    BeginOperation("add", absl::StrCat("/metadata/annotations/", key), json);
    json->String(kLinksOffValue);
  } else {
    BeginOperation("add", "/metadata/annotations", json);
    json->BeginMap();
    json->Key(kLinksOffAnnotation).String(kLinksOffValue);
    json->EndMap();
  }
  json->EndMap();
}

// Returns the length of the control character at the start of `text`, or 0. The API server drops a
// warning that contains one (unicode.IsControl, which includes U+0080 to U+009F).
size_t ControlLength(std::string_view text) {
  if (absl::ascii_iscntrl(text[0])) return 1;
  const bool is_c1 =
      text.size() > 1 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0;
  return is_c1 ? 2 : 0;
}

// Returns `text` as one line of at most kLongestWarning characters.
std::string Shape(std::string_view text) {
  std::string result = "svcenv: ";
  size_t characters = result.size();
  while (!text.empty()) {
    if (++characters > kLongestWarning) {
      while (!StartsCharacter(result.back())) result.pop_back();
      result.pop_back();
      return absl::StrCat(result, "…");
    }
    const size_t control = ControlLength(text);
    const size_t length = control != 0 ? control : std::max<size_t>(Utf8Length(text), 1);
    result.append(control != 0 ? " " : text.substr(0, length));
    text.remove_prefix(length);
  }
  return result;
}

}  // namespace

std::string PatchOf(const LinkPlan& plan) {
  std::string patch;
  JsonWriter json(&patch);
  json.BeginList();
  if (plan.enable_service_links.has_value()) {
    BeginOperation("add", "/spec/enableServiceLinks", &json);
    json.Bool(*plan.enable_service_links);
    json.EndMap();
  }
  for (const ContainerPlan& one : plan.containers) {
    ChangeContainer(one, absl::StrCat("/spec/", one.list, "/", one.index), &json);
  }
  if (plan.marks_pod) MarkPod(plan, &json);
  json.EndList();
  return patch;
}

std::vector<std::string> ShapeWarnings(const std::vector<std::string>& texts) {
  std::vector<std::string> unique;
  std::set<std::string> seen;
  for (const std::string& text : texts) {
    std::string shaped = Shape(text);
    if (seen.insert(shaped).second) unique.push_back(std::move(shaped));
  }
  std::vector<std::string> result;
  size_t total = 0;
  for (std::string& text : unique) {
    total += text.size();
    if (total > kLongestWarnings - kCountBytes) {
      result.push_back(
          absl::StrCat("svcenv: and ", WithCommas(unique.size() - result.size()), " more"));
      break;
    }
    result.push_back(std::move(text));
  }
  return result;
}

std::string ToText(const AdmissionAnswer& answer) {
  std::string text;
  JsonWriter json(&text);
  json.BeginMap();
  json.Key("apiVersion").String("admission.k8s.io/v1");
  json.Key("kind").String("AdmissionReview");
  json.Key("response").BeginMap();
  json.Key("uid").String(answer.uid);
  json.Key("allowed").Bool(answer.allowed);
  if (!answer.allowed) {
    json.Key("status").BeginMap();
    json.Key("status").String("Failure");
    json.Key("message").String(answer.message);
    json.Key("reason").String(answer.code == 403 ? "Forbidden" : "BadRequest");
    json.Key("code").Integer(answer.code);
    json.EndMap();
  }
  if (!answer.patch.empty()) {
    json.Key("patchType").String("JSONPatch");
    json.Key("patch").String(absl::Base64Escape(answer.patch));
  }
  if (!answer.warnings.empty()) {
    json.Key("warnings").BeginList();
    for (const std::string& warning : answer.warnings) json.String(warning);
    json.EndList();
  }
  json.EndMap();
  json.EndMap();
  return text;
}

}  // namespace svcenv
