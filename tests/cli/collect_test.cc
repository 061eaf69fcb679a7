// What svcenv collect keeps of the answers of kubectl, with a script in its place.
#include "cli/sources/collect.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/sources/collected_object.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "svcenv/env/resolver.h"
#include "svcenv/manifest/load.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

constexpr char kCanary[] = "CANARY";

// A kubectl that answers requests for configmaps and secrets with `keys`, and others with `list`.
class CollectTest : public testing::Test {
 protected:
  absl::StatusOr<Collection> CollectFrom(const std::string& list, const std::string& keys) {
    const std::string directory = testing::TempDir();
    WriteFile(directory + "/list", list);
    WriteFile(directory + "/keys", keys);
    const std::string path = directory + "/stub-kubectl";
    WriteFile(path, absl::StrCat("#!/bin/sh\ncase $* in *configmaps*|*secrets*) cat ", directory,
                                 "/keys ;; *) cat ", directory, "/list ;; esac\n"));
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    setenv("KUBECTL", path.c_str(), 1);
    Progress progress;
    CollectQuery query;
    query.all_namespaces = true;
    return Collect(Kubectl({}, [](std::string_view) {}), query, &progress);
  }
  void TearDown() override { unsetenv("KUBECTL"); }
};

Json Object(const char* api_version, const char* kind, const std::string& name) {
  return {{"apiVersion", api_version},
          {"kind", kind},
          {"metadata", {{"name", name}, {"namespace", "shop"}}}};
}

// Objects that have values of ConfigMaps and Secrets in every place where a cluster repeats them.
TEST_F(CollectTest, NoValueGetsOut) {
  Json items = Json::array();
  for (const char* kind : {"ConfigMap", "Secret"}) {
    Json object = Object("v1", kind, "values");
    object["data"] = {{"KEY", kCanary}};
    object["stringData"] = {{"KEY", kCanary}};
    object["binaryData"] = {{"KEY", kCanary}};
    items.push_back(object);
  }
  for (const auto& [api_version, kind] :
       {std::pair("v1", "Service"), std::pair("apps/v1", "Deployment"), std::pair("v1", "Node"),
        std::pair("batch/v1", "Job"), std::pair("v1", "LimitRange")}) {
    Json object = Object(api_version, kind, "x");
    object["metadata"]["annotations"] = {
        {"kubectl.kubernetes.io/last-applied-configuration", kCanary}, {"kept", "yes"}};
    const Json message = {{"message", kCanary}};
    object["metadata"]["managedFields"] = Json::array({message});
    object["status"] = {{"message", kCanary}, {"conditions", Json::array({message})}};
    items.push_back(object);
  }
  const Json list = {{"apiVersion", "v1"}, {"kind", "List"}, {"items", items}};
  const auto collected = CollectFrom(list.dump(), "shop\tdb\tk PASSWORD\ti \"CANARY, x\"\n");
  ASSERT_TRUE(collected.ok()) << collected.status();
  EXPECT_THAT(collected->json, Not(HasSubstr(kCanary)));
  EXPECT_THAT(collected->json, HasSubstr("PASSWORD"));
  EXPECT_THAT(collected->json, HasSubstr(R"("kept":"yes")"));
}

// A program that ignores the template and writes whole objects, in several layouts.
TEST_F(CollectTest, NoValueGetsOutWithAnotherKubectl) {
  Json secret = Object("v1", "Secret", "s");
  secret["data"] = {{"KEY", kCanary}};
  const Json list = {{"kind", "List"}, {"items", Json::array({secret})}};
  for (const std::string& keys :
       {list.dump(), list.dump(2), list.dump(1, '\t'), secret.dump(), secret.dump(1, '\t'),
        std::string("NAME\tDATA\nCANARY\t1\tCANARY\n"), std::string("shop\tdb\tk A\tCANARY"),
        std::string("shop\tdb\ti \"CANARY\n"), std::string("CANARY")}) {
    const auto collected = CollectFrom("", keys);
    EXPECT_FALSE(collected.ok()) << keys;
    EXPECT_THAT(std::string(collected.status().message()), Not(HasSubstr(kCanary)));
  }
}

TEST_F(CollectTest, TheFileHoldsTheSameForEachOrder) {
  std::vector<Json> items;
  for (const char* kind : {"Service", "Pod", "LimitRange"}) {
    for (const char* name : {"b", "a", "c"}) items.push_back(Object("v1", kind, name));
  }
  std::mt19937 random(1);
  std::string first;
  for (int i = 0; i < 5; ++i) {
    std::shuffle(items.begin(), items.end(), random);
    const auto collected =
        CollectFrom(Json({{"kind", "List"}, {"items", items}}).dump(), "shop\tz\nshop\ty\tk A\n");
    ASSERT_TRUE(collected.ok()) << collected.status();
    if (first.empty()) first = collected->json;
    EXPECT_EQ(collected->json, first);
    EXPECT_EQ(collected->objects, 9u + 4u);
  }
}

TEST_F(CollectTest, RefusesAnswersThatAreNotObjects) {
  for (const std::string& answer :
       {std::string("{"), std::string("[]"), std::string("7"), std::string("No resources"),
        std::string("{} {}"), std::string(100000, '['),
        absl::StrCat(R"({"items":[{"a":)", std::string(1000, '['), std::string(1000, ']'), "}]}"),
        std::string("{\"items\": [{\"a\": \"\xff\"}]}")}) {
    EXPECT_FALSE(CollectFrom(answer, "").ok()) << answer.substr(0, 40);
  }
  // Objects of any shape.
  for (
      const char* answer :
      {"{}", R"({"items": null})", R"({"items": [null, 7, "x", [{}], {}]})",
       R"({"items": [{"kind": 7, "metadata": []}, {"kind": "Pod", "status": 7, "metadata": null}]})",
       R"({"items": [{"kind": "Node", "metadata": {"annotations": 7, "name": 7},
            "status": {"nodeInfo": []}}]})",
       R"({"items": [{"kind": "Job", "metadata": {"ownerReferences": [7, {"controller": true}]},
            "status": {"conditions": [7, {"type": 7}]}}]})",
       R"({"kind": "Pod", "status": {"containerStatuses": [7, {"state": {"running": 7}}]}})"}) {
    EXPECT_TRUE(CollectFrom(answer, "").ok()) << answer;
  }
}

// svcenv reads the file as it reads the cluster, except for the values.
TEST_F(CollectTest, KeysHaveUnknownValues) {
  Json pod = Object("v1", "Pod", "web");
  pod["spec"] = Json::parse(R"json({"containers": [{"name": "c",
      "envFrom": [{"secretRef": {"name": "db"}}],
      "env": [{"name": "MISSING", "valueFrom": {"configMapKeyRef":
          {"name": "db", "key": "C", "optional": true}}}]}]})json");
  const Json list = {{"kind", "List"}, {"items", Json::array({pod})}};
  const auto collected = CollectFrom(list.dump(), "shop\tdb\tk A\tk B\tb C\n");
  ASSERT_TRUE(collected.ok()) << collected.status();
  Cluster cluster;
  const LoadResult loaded = LoadManifest("f", collected->json, LoadOptions(), &cluster);
  EXPECT_TRUE(loaded.ok());
  EXPECT_TRUE(loaded.unchecked_kinds.empty());
  const Workload* const workload = cluster.FindWorkload("Pod", "shop", "web");
  ASSERT_NE(workload, nullptr);
  const Resolver resolver(cluster, ResolveOptions());
  const auto environment =
      resolver.EnvironmentOf(*workload, workload->pod.spec.containers.front(), PodFacts());
  ASSERT_TRUE(environment.ok()) << environment.status();
  std::vector<std::string> names;
  environment->ForEach([&](const Variable& variable) {
    names.emplace_back(variable.name);
    EXPECT_EQ(variable.unknown, "Secret shop/db was collected without its values");
    EXPECT_TRUE(variable.secret);
  });
  EXPECT_EQ(absl::StrJoin(names, " "), "A B");
}

}  // namespace
}  // namespace svcenv::cli
