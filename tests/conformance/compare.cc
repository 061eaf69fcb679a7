#include "tests/conformance/compare.h"

#include <map>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

using Json = nlohmann::json;

// Returns a string of an answer, in any form: "x", {"value": "x"}, {"base64": "eA=="}, …
Json Text(const Json& json) {
  if (!json.is_object()) return json;
  for (const char* key : {"value", "base64", "valueBase64"}) {
    if (json.contains(key))
      return std::string_view(key) == "value" ? json[key] : Json{{"base64", json[key]}};
  }
  return json;
}

bool Accepts(const Json& expected, const Json& actual) {
  if (expected.is_object() && expected.contains("error")) {
    return actual.is_object() && actual.contains("error");
  }
  if (!expected.is_object() || !expected.contains("values")) return Text(expected) == Text(actual);
  for (const Json& value : expected["values"]) {
    if (Accepts(value, actual)) return true;
  }
  return false;
}

std::string Show(std::string_view what, const Json& expected, const Json& actual) {
  return absl::StrCat(what, ": the kubelet has ", expected.dump(), ", svcenv ", actual.dump(),
                      "\n");
}

std::string ListDifference(std::string_view what, const Json& expected, const Json& actual) {
  bool same = expected.size() == actual.size();
  for (size_t i = 0; same && i < expected.size(); ++i) same = Accepts(expected[i], actual[i]);
  return same ? "" : Show(what, expected, actual);
}

std::map<std::string, Json> ByName(const Json& env) {
  std::map<std::string, Json> result;
  for (const Json& variable : env) result[variable.at("name").dump()] = variable;
  return result;
}

std::string EnvDifference(const Json& expected, const Json& actual) {
  const std::map<std::string, Json> wanted = ByName(expected);
  const std::map<std::string, Json> found = ByName(actual);
  std::string result;
  for (const auto& [name, variable] : wanted) {
    const auto at = found.find(name);
    if (at == found.end()) {
      absl::StrAppend(&result, name, " is missing\n");
    } else if (!Accepts(variable, at->second)) {
      absl::StrAppend(&result, Show(name, variable, at->second));
    }
  }
  for (const auto& [name, variable] : found) {
    if (wanted.count(name) == 0) absl::StrAppend(&result, name, " is too much\n");
  }
  return result;
}

std::string MapDifference(std::string_view what, const Json& expected, const Json& actual) {
  std::string result;
  for (const auto& [key, value] : expected.items()) {
    const Json found = actual.value(key, Json());
    const bool same =
        value.is_array() ? ListDifference(key, value, found).empty() : Accepts(value, found);
    if (!same) absl::StrAppend(&result, Show(absl::StrCat(what, " ", key), value, found));
  }
  if (expected.size() != actual.size()) absl::StrAppend(&result, Show(what, expected, actual));
  return result;
}

// svcenv rejects a NUL, which would end the value for the process. The kubelet passes it on.
bool IsRefusedNul(const Json& expected, const Json& actual) {
  if (!expected.contains("env") || !actual.contains("error")) return false;
  if (actual["error"].value("code", "") != "value-with-nul") return false;
  return expected["env"].dump().find("\\u0000") != std::string::npos ||
         expected["env"].dump().find("valueBase64") != std::string::npos;
}

std::string ContainerDifference(const Json& expected, const Json& actual) {
  if (IsRefusedNul(expected, actual)) return "";
  if (expected.contains("error") || actual.contains("error")) {
    return expected.contains("error") == actual.contains("error") ? ""
                                                                  : Show("error", expected, actual);
  }
  return absl::StrCat(expected.value("container", "") == actual.value("container", "")
                          ? ""
                          : Show("container", expected, actual),
                      EnvDifference(expected.at("env"), actual.at("env")),
                      ListDifference("command", expected.at("command"), actual.at("command")),
                      ListDifference("args", expected.at("args"), actual.at("args")),
                      MapDifference("probes", expected.at("probes"), actual.at("probes")),
                      MapDifference("subPaths", expected.at("subPaths"), actual.at("subPaths")));
}

// Returns the variables of a service by name. If a name occurs twice, the last value wins.
Json Variables(const Json& list) {
  Json result = Json::object();
  for (const Json& variable : list) result[variable.at("name").get<std::string>()] = variable;
  return result;
}

// Returns `json` without its id and with the text of all errors removed.
Json WithoutTexts(Json json) {
  if (json.is_object()) {
    json.erase("id");
    for (auto& [key, value] : json.items()) {
      if (key == "error" || key == "panic") {
        value = "";
      } else {
        value = key == "variables" ? Variables(value) : WithoutTexts(value);
      }
    }
  } else if (json.is_array()) {
    for (Json& value : json) value = WithoutTexts(value);
  }
  return json;
}

// Adapts an answer to a manifest: svcenv rejects a document that is not a map immediately, kubectl
// only after reading the following ones.
Json RefusingOthersThanMaps(Json answer) {
  if (!answer.contains("documents")) return answer;
  Json& documents = answer["documents"];
  for (size_t i = 0; i < documents.size(); ++i) {
    if (documents[i].is_object()) continue;
    documents.erase(documents.begin() + static_cast<std::ptrdiff_t>(i), documents.end());
    answer["error"] = "";
  }
  return answer;
}

}  // namespace

std::string EnvironmentDifference(const Json& expected, const Json& actual) {
  if (!expected.contains("containers") || !actual.contains("containers")) {
    if (expected.contains("containers") != actual.contains("containers")) {
      return Show("answer", expected, actual);
    }
    return ContainerDifference(expected, actual);
  }
  const Json& wanted = expected["containers"];
  const Json& found = actual["containers"];
  if (wanted.size() != found.size()) return Show("containers", wanted, found);
  std::string result;
  for (size_t i = 0; i < wanted.size(); ++i) {
    absl::StrAppend(&result, ContainerDifference(wanted[i], found[i]));
  }
  return result;
}

std::string OpDifference(const Json& expected, const Json& actual) {
  if (actual.contains("skipped")) return "";
  const Json wanted = RefusingOthersThanMaps(WithoutTexts(expected));
  const Json found = WithoutTexts(actual);
  return wanted == found ? "" : Show("answer", wanted, found);
}

}  // namespace svcenv
