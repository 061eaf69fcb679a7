// Operations on the parts of environments: env files, references, and services.
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/base/arena.h"
#include "svcenv/env/env_file.h"
#include "svcenv/env/expand_references.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/env/template.h"
#include "svcenv/env/version_rules.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"
#include "tests/judge_helper/operations.h"

namespace svcenv {
namespace {

using Json = nlohmann::json;
using Variables = std::map<std::string, std::string, std::less<>>;

Variables ReadVariables(const Json& object) {
  Variables result;
  for (const auto& [name, value] : object.items()) result[name] = Bytes(value);
  return result;
}

// Returns {"variables": […]}, sorted by name and with the last value of each, or {"panic": …}.
Json VariablesOf(const Json& service, const VersionProfile& version) {
  Cluster cluster;
  LoadOptions options;
  options.source = LoadOptions::Source::kVerbatim;
  options.version = &version;
  Json object = service;
  object["apiVersion"] = "v1";
  object["kind"] = "Service";
  const LoadResult loaded = LoadManifest("request", object.dump(), options, &cluster);
  if (cluster.services().size() != 1) {
    return ErrorAnswer(loaded.diagnostics.empty() ? "no service"
                                                  : loaded.diagnostics.front().message);
  }
  const absl::StatusOr<std::shared_ptr<const ServiceVariables>> variables =
      ServiceVariables::Of({&cluster.services().front()});
  if (!variables.ok()) return {{"panic", "runtime error: index out of range [0] with length 0"}};
  Json list = Json::array();
  for (const ServiceVariable& variable : (*variables)->all()) {
    Json entry = {{"name", std::string(variable.name)}};
    SetText("value", variable.value, &entry);
    list.push_back(std::move(entry));
  }
  return {{"variables", std::move(list)}};
}

}  // namespace

Json EnvFileOperation(const Json& request, const VersionProfile& version) {
  const absl::StatusOr<std::optional<std::string>> value =
      ParseEnvFile(Content(request), request.value("key", ""), EnvFileRulesOf(version));
  if (!value.ok()) return ErrorAnswer(value.status().message());
  Json answer;
  SetText("value", value->value_or(""), &answer);
  if (version.strict_env_files) answer["found"] = value->has_value();
  return answer;
}

Json ExpandOperation(const Json& request, const VersionProfile& version) {
  std::vector<Variables> context = {ReadVariables(request.value("env", Json::object()))};
  for (const Json& variables : request.value("context", Json::array())) {
    context.push_back(ReadVariables(variables));
  }
  const auto lookup = [&](std::string_view name) -> std::optional<std::string_view> {
    for (const Variables& variables : context) {
      if (const auto found = variables.find(name); found != variables.end()) return found->second;
    }
    return std::nullopt;
  };
  const std::string input = Bytes(request.value("input", Json("")));
  const DollarRule rule = DollarRuleOf(version);
  const std::optional<std::string> output = Template::Parse(input, rule).Expand(lookup);
  Arena arena;
  if (ExpandReferences(input, rule, lookup, &arena) != output) {
    return ErrorAnswer("ExpandReferences and Template::Expand differ");
  }
  Json answer;
  SetText("output", *output, &answer);
  return answer;
}

Json ServicesOperation(const Json& request, const VersionProfile& version) {
  Json services = Json::array();
  for (const Json& service : request.at("services")) {
    services.push_back(VariablesOf(service, version));
  }
  return {{"services", std::move(services)}};
}

}  // namespace svcenv
