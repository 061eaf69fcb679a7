// Checks FindLinkVariables with environments from Kubernetes' own code (tests/judge): without its
// link variables, an environment must equal the one with `enableServiceLinks: false`.
#include "svcenv/env/link_variables.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/manifest/load.h"
#include "tests/judge_helper/operations.h"

namespace svcenv {
namespace {

using Json = nlohmann::json;
using Environment = std::map<std::string, std::string>;

constexpr char kFolder[] = "tests/conformance/";

// Calls f for each vector of all versions. Fails if a file does not have the length in counts.txt.
void ForEachVector(const std::function<void(const Json&, const VersionProfile&)>& f) {
  std::ifstream counts(absl::StrCat(kFolder, "vectors/counts.txt"));
  int versions = 0;
  for (std::string line; std::getline(counts, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = absl::StrSplit(line, ' ');
    std::ifstream vectors(absl::StrCat(kFolder, fields[0], ".jsonl"));
    size_t count = 0;
    for (std::string vector; std::getline(vectors, vector);) {
      if (vector.empty() || vector[0] == '#') continue;
      ++count;
      f(Json::parse(vector), *ParseVersion(fields[0])->profile);
    }
    EXPECT_EQ(count, std::stoul(fields[1])) << fields[0];
    ++versions;
  }
  EXPECT_GT(versions, 0);
}

// Returns false if the kubelet chose a value at random.
bool ReadEnvironment(const Json& env, Environment* environment) {
  for (const Json& variable : env) {
    const std::string name = variable.at("name");
    if (variable.contains("value") && variable["value"].is_string()) {
      (*environment)[name] = variable["value"];
    } else if (variable.contains("valueBase64")) {
      absl::Base64Unescape(variable["valueBase64"].get<std::string>(), &(*environment)[name]);
    } else {
      return false;
    }
  }
  return true;
}

// Removes the link variables from `environment`. Returns their names and values.
std::set<std::pair<std::string, std::string>> TakeLinks(Environment* environment) {
  std::vector<NamedValue> variables;
  for (const auto& [name, value] : *environment) variables.push_back({name, value});
  const std::vector<bool> links = FindLinkVariables(variables);
  std::set<std::pair<std::string, std::string>> taken;
  for (size_t i = 0; i < links.size(); ++i) {
    if (links[i]) taken.emplace(variables[i].name, variables[i].value);
  }
  for (const auto& [name, value] : taken) environment->erase(name);
  return taken;
}

// The services that the pod of a request sees, and their variables.
struct Scene {
  Cluster cluster;
  std::shared_ptr<const ServiceVariables> variables;
  bool links = true;
  bool own_kubernetes = false;
};

std::unique_ptr<Scene> ReadScene(const Json& request, const VersionProfile& version) {
  auto scene = std::make_unique<Scene>();
  LoadOptions options;
  options.source = LoadOptions::Source::kVerbatim;
  options.version = &version;
  Json list = {{"apiVersion", "v1"}, {"kind", "List"}, {"items", request.at("objects")}};
  const LoadResult ignored = LoadManifest("request", list.dump(), options, &scene->cluster);
  const std::string namespace_ = request.value("namespace", "default");
  const std::string pod = request.value("pod", "");
  for (const Workload& workload : scene->cluster.workloads()) {
    if (workload.meta.name.text != pod) continue;
    scene->links = workload.pod.spec.enable_service_links.value_or(true);
  }
  const Service* own = scene->cluster.FindService(namespace_, "kubernetes");
  scene->own_kubernetes = own != nullptr && own->has_cluster_ip();
  const std::vector<const Service*> services = scene->cluster.ServicesIn(namespace_);
  const auto variables = ServiceVariables::Of(
      VisibleServices(services, scene->cluster.FindService("default", "kubernetes"), scene->links));
  if (!variables.ok()) return nullptr;
  scene->variables = *variables;
  return scene;
}

// Returns whether a service sets that value, even if another service overrides it.
bool Gives(const ServiceVariables& variables, const std::pair<std::string, std::string>& taken) {
  const ServiceVariable* variable = variables.Find(taken.first);
  if (variable != nullptr && variable->value == taken.second) return true;
  for (const ServiceCollision& collision : variables.collisions()) {
    if (collision.name != taken.first) continue;
    for (const ServiceVariable& candidate : collision.candidates) {
      if (candidate.value == taken.second) return true;
    }
  }
  return false;
}

Json WithoutLinks(Json request) {
  for (Json& object : request["objects"]) {
    if (object.value("kind", "") == "Pod") object["spec"]["enableServiceLinks"] = false;
  }
  return request;
}

// Returns the containers of an answer by name; empty for an error.
std::map<std::string, Json> Containers(const Json& answer) {
  std::map<std::string, Json> result;
  if (answer.contains("env")) result[answer.value("container", "")] = answer;
  for (const Json& one : answer.value("containers", Json::array())) {
    if (one.contains("env")) result[one.value("container", "")] = one;
  }
  return result;
}

// Returns the differences between `left`, an environment whose link variables were removed, and
// `without`, the environment without links, one per line.
std::string Difference(const Environment& left, const Environment& without,
                       const ServiceVariables& variables) {
  std::string result;
  for (const auto& [name, value] : left) {
    const auto found = without.find(name);
    if (found == without.end()) {
      absl::StrAppend(&result, name, " is left\n");
    } else if (found->second != value && found->second.find("$(") == std::string::npos) {
      // A value with $(NAME) may have referred to a link variable.
      absl::StrAppend(&result, name, " has another value\n");
    }
  }
  for (const auto& [name, value] : without) {
    const ServiceVariable* link = variables.Find(name);
    const bool alike = link != nullptr && link->value == value;  // also defined by hand
    if (left.count(name) == 0 && !alike) absl::StrAppend(&result, name, " was taken\n");
  }
  return result;
}

TEST(LinkVariablesConformanceTest, LeavesWhatThePodHasWithoutLinks) {
  int compared = 0, taken_in_all = 0;
  ForEachVector([&](const Json& vector, const VersionProfile& version) {
    if (vector.at("op") != "environment") return;
    const Json& request = vector.at("request");
    const std::map<std::string, Json> with = Containers(vector.at("expected"));
    if (with.empty()) return;
    const std::unique_ptr<Scene> scene = ReadScene(request, version);
    if (scene == nullptr || scene->own_kubernetes || !scene->variables->collisions().empty()) {
      return;
    }
    const std::map<std::string, Json> without =
        Containers(EnvironmentOperation(WithoutLinks(request), version));
    for (const auto& [container, answer] : with) {
      Environment left, expected;
      const auto other = without.find(container);
      if (other == without.end() || !ReadEnvironment(answer.at("env"), &left)) continue;
      ASSERT_TRUE(ReadEnvironment(other->second.at("env"), &expected));
      taken_in_all += static_cast<int>(TakeLinks(&left).size());
      ++compared;
      EXPECT_EQ(Difference(left, expected, *scene->variables), "") << vector.dump();
    }
  });
  EXPECT_GT(compared, 10000);
  EXPECT_GT(taken_in_all, 20000);
}

TEST(LinkVariablesConformanceTest, TakesNothingThatNoServiceGives) {
  int collisions = 0;
  ForEachVector([&](const Json& vector, const VersionProfile& version) {
    if (vector.at("op") != "environment") return;
    const std::map<std::string, Json> containers = Containers(vector.at("expected"));
    if (containers.empty()) return;
    const std::unique_ptr<Scene> scene = ReadScene(vector.at("request"), version);
    if (scene == nullptr) return;
    for (const auto& [container, answer] : containers) {
      // Tries the combinations of values that the kubelet chooses at random, up to 64.
      std::vector<Json> choices = {answer.at("env")};
      for (size_t i = 0; i < answer.at("env").size(); ++i) {
        const Json& variable = answer["env"][i];
        if (!variable.contains("values")) continue;
        ++collisions;
        std::vector<Json> more;
        for (const Json& env : choices) {
          for (const Json& value : variable["values"]) {
            Json chosen = env;
            chosen[i] = {{"name", variable["name"]}, {"value", value}};
            more.push_back(std::move(chosen));
            if (more.size() == 64) break;
          }
        }
        choices = std::move(more);
      }
      for (const Json& env : choices) {
        Environment left;
        if (!ReadEnvironment(env, &left)) continue;
        for (const auto& taken : TakeLinks(&left)) {
          EXPECT_TRUE(Gives(*scene->variables, taken)) << taken.first << "\n" << vector.dump();
        }
      }
    }
  });
  EXPECT_GT(collisions, 50);
}

}  // namespace
}  // namespace svcenv
