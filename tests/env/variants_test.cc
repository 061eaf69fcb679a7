// Objects that several files of a directory define. See "Input" in docs/contracts.md.
#include <cstddef>
#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/service_variants.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

using ::testing::HasSubstr;

constexpr char kPod[] = R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: c
    image: c
    args: ["$(REDIS_SERVICE_HOST)"]
    env:
    - {name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: LEVEL}}}
    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
)yaml";

std::string Settings(std::string_view level) {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {LEVEL: " +
         std::string(level) + "}\n";
}

std::string Redis(std::string_view ip) {
  return "apiVersion: v1\nkind: Service\nmetadata: {name: redis}\nspec: {clusterIP: " +
         std::string(ip) + ", ports: [{port: 6379}]}\n";
}

std::string Limits(std::string_view cpu) {
  return "apiVersion: v1\nkind: LimitRange\nmetadata: {name: small}\n"
         "spec: {limits: [{type: Container, default: {cpu: " +
         std::string(cpu) + "}}]}\n";
}

class VariantsTest : public ::testing::Test {
 protected:
  void Load(std::string_view file, std::string text, bool from_directory = true) {
    LoadOptions options;
    options.keep_variants = from_directory;
    EXPECT_TRUE(LoadManifest(file, std::move(text), options, &cluster_).ok());
  }

  // Returns LEVEL, CPU, and the first argument of the pod in a file.
  std::string Seen(std::string_view file) {
    ResolveOptions options;
    options.complete = options.facts_complete = false;
    const Resolver resolver(cluster_, options);
    for (const Workload& workload : cluster_.workloads()) {
      if (cluster_.sources().name(workload.meta.position.file) != file) continue;
      const auto resolved =
          resolver.Resolve(workload, *AllContainers(workload.pod.spec).front(), {});
      if (!resolved.ok()) return std::string(resolved.status().message());
      const ResolvedText& argument = resolved->args[0];
      return Text(*resolved, "LEVEL") + ", " + Text(*resolved, "CPU") + ", " +
             (argument.unknown.empty() ? argument.text : "<" + argument.unknown + ">");
    }
    return "no such pod";
  }

  static std::string Text(const ResolvedContainer& resolved, std::string_view name) {
    const auto variable = resolved.environment.Find(name);
    if (!variable.has_value()) return "not set";
    return variable->known() ? std::string(variable->value)
                             : "<" + std::string(variable->unknown) + ">";
  }

  Cluster cluster_;
};

TEST_F(VariantsTest, EachPodSeesTheNearest) {
  Load("base/web.yaml", kPod);
  Load("base/objects.yaml", Settings("base") + "---\n" + Redis("10.0.0.1") + "---\n" + Limits("1"));
  Load("prod/all.yaml", std::string(kPod) + "---\n" + Settings("prod") + "---\n" +
                            Redis("10.0.0.2") + "---\n" + Limits("2"));
  EXPECT_EQ(cluster_.workloads().size(), 2U);
  EXPECT_EQ(Seen("base/web.yaml"), "base, 1, 10.0.0.1");
  EXPECT_EQ(Seen("prod/all.yaml"), "prod, 2, 10.0.0.2");
}

TEST_F(VariantsTest, WhatIsAsNearIsUnknown) {
  Load("a/objects.yaml", Settings("a") + "---\n" + Redis("10.0.0.1") + "---\n" + Limits("1"));
  Load("b/objects.yaml", Settings("b") + "---\n" + Redis("10.0.0.2") + "---\n" + Limits("2"));
  Load("web.yaml", kPod);
  const std::string seen = Seen("web.yaml");
  EXPECT_THAT(seen, HasSubstr("<ConfigMap default/settings is defined in a/objects.yaml and "
                              "b/objects.yaml>"));
  EXPECT_THAT(seen,
              HasSubstr("LimitRange small sets limits.cpu to 1, but is in another directory"));
  EXPECT_THAT(seen, HasSubstr("Service default/redis may set it: it is defined in a/objects.yaml "
                              "and b/objects.yaml"));
}

TEST_F(VariantsTest, VariantsWithTheSameContentAreKnown) {
  Load("a/objects.yaml", Settings("same") + "---\n" + Redis("10.0.0.1"));
  Load("b/objects.yaml", Settings("same") + "---\n" + Redis("10.0.0.1"));
  Load("web.yaml", kPod);
  EXPECT_THAT(Seen("web.yaml"), HasSubstr("same, "));
  EXPECT_THAT(Seen("web.yaml"), HasSubstr(", 10.0.0.1"));
}

TEST_F(VariantsTest, VariantsAreUnknownWhereTheSetsWouldBeTooLarge) {
  Load("a/redis.yaml", Redis("10.0.0.1"));
  Load("b/redis.yaml", Redis("10.0.0.2"));
  Load("a/web.yaml", kPod);
  EXPECT_THAT(Seen("a/web.yaml"), HasSubstr(", 10.0.0.1"));
  constexpr size_t kServices = 500;
  std::string services;
  for (size_t i = 0; i < kServices; ++i) {
    services += "---\napiVersion: v1\nkind: Service\nmetadata: {name: s" + std::to_string(i) +
                "}\nspec: {ports: [{port: 80}]}\n";
  }
  Load("services.yaml", services);
  for (size_t i = 0; i <= ServiceVariants::kMaxServices / kServices; ++i) {
    Load("pods/" + std::to_string(i) + ".yaml",
         "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
         "spec: {containers: [{name: c, image: c}]}\n");
  }
  EXPECT_THAT(Seen("a/web.yaml"), HasSubstr("Service default/redis may set it"));
}

TEST_F(VariantsTest, FilesThatAreNamedReplaceWhatWasBefore) {
  Load("a/objects.yaml", Settings("a"));
  Load("b/objects.yaml", Settings("b"));
  Load("web.yaml", kPod);
  Load("last.yaml", Settings("last"), /*from_directory=*/false);
  EXPECT_THAT(Seen("web.yaml"), HasSubstr("last, "));
}

TEST_F(VariantsTest, ALimitRangeOfAnotherDirectoryMayNotCount) {
  Load("base/web.yaml", kPod);
  Load("big/limits.yaml", Limits("2"));
  EXPECT_THAT(Seen("base/web.yaml"),
              HasSubstr("<LimitRange small sets limits.cpu to 2, but is in another directory and "
                        "may not apply here>"));
}

TEST_F(VariantsTest, ObjectsOfOneTemplateSeeEachOther) {
  const auto with = [](std::string_view name, std::string_view level) {
    return "apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {name: " +
           std::string(name) + "}\nobjects:\n" +
           "- {apiVersion: v1, kind: ConfigMap, metadata: {name: \"${NAME}\"}, data: {LEVEL: " +
           std::string(level) + "}}\n" +
           "- apiVersion: v1\n  kind: Pod\n  metadata: {name: \"${NAME}\"}\n"
           "  spec: {containers: [{name: c, image: c, env: [{name: LEVEL, valueFrom: "
           "{configMapKeyRef: {name: \"${NAME}\", key: LEVEL}}}]}]}\n";
  };
  Load("templates.yaml", with("small", "low") + "---\n" + with("large", "high"),
       /*from_directory=*/false);
  ASSERT_EQ(cluster_.workloads().size(), 2U);
  const Resolver resolver(cluster_, ResolveOptions());
  std::string levels;
  for (const Workload& workload : cluster_.workloads()) {
    const auto resolved = resolver.Resolve(workload, *AllContainers(workload.pod.spec).front(), {});
    ASSERT_TRUE(resolved.ok()) << resolved.status();
    levels += Text(*resolved, "LEVEL") + " ";
  }
  EXPECT_EQ(levels, "low high ");
}

}  // namespace
}  // namespace svcenv
