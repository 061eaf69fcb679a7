#include "svcenv/svcenv.h"

#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kShop[] = R"yaml(apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {LEVEL: info, REDIS_SERVICE_HOST: cache}
---
apiVersion: v1
kind: Secret
metadata: {name: password, namespace: shop}
stringData: {PASSWORD: canary}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  initContainers:
  - {name: setup, image: i}
  containers:
  - name: app
    image: i
    command: [sh]
    args: ["$(REDIS_SERVICE_HOST):$(REDIS_SERVICE_PORT)", "$(NOBODY)"]
    envFrom:
    - configMapRef: {name: settings}
    - secretRef: {name: password}
    env:
    - {name: LEVEL, value: debug}
    - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
    livenessProbe: {exec: {command: [check, $(LEVEL)]}}
    volumeMounts:
    - {name: data, mountPath: /data, subPathExpr: $(LEVEL)}
  volumes:
  - {name: data, emptyDir: {}}
)yaml";

const ContainerId kApp = {"Pod", "shop", "web", "app"};

Manifests Loaded(std::string_view text, const Manifests::Options& options = {}) {
  Manifests manifests(options);
  const LoadReport report = manifests.Load("shop.yaml", std::string(text));
  EXPECT_TRUE(report.ok()) << report.findings.front().text;
  return manifests;
}

std::vector<std::string> CodesOf(const std::vector<Finding>& findings) {
  std::vector<std::string> codes;
  for (const Finding& finding : findings) codes.push_back(finding.code);
  return codes;
}

TEST(ManifestsTest, LoadCountsObjectsAndReportsMistakes) {
  Manifests manifests;
  const LoadReport good = manifests.Load("shop.yaml", kShop);
  EXPECT_TRUE(good.ok());
  EXPECT_EQ(good.objects, 4u);
  const LoadReport bad = manifests.Load("bad.yaml", "apiVersion: v1\nkind: Pod\nspec: [\n");
  EXPECT_FALSE(bad.ok());
  ASSERT_THAT(bad.findings, SizeIs(1));
  EXPECT_EQ(bad.findings[0].severity, Finding::Severity::kError);
  EXPECT_EQ(bad.findings[0].file, "bad.yaml");
  EXPECT_GT(bad.findings[0].line, 0);
  EXPECT_GT(bad.findings[0].column, 0);
  EXPECT_THAT(bad.findings[0].text, HasSubstr("bad.yaml:"));
  EXPECT_THAT(bad.findings[0].text, HasSubstr("error[syntax]: "));
  EXPECT_EQ(bad.findings[0].text.back(), '\n');
  EXPECT_THAT(manifests.Containers(), SizeIs(2)) << "keeps the objects loaded before";
}

TEST(ManifestsTest, FieldsThatTheApiServerRefusesAreErrors) {
  constexpr char kPod[] = R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
      "spec": {"containers": [{"name": "c", "image": "i", "env": [{"nam": "A"}]}]}})";
  Manifests written;
  EXPECT_FALSE(written.Load("pod.json", kPod).ok());
  Manifests::Options options;
  options.source = Manifests::Source::kServed;
  Manifests served(options);
  EXPECT_TRUE(served.Load("pod.json", kPod).ok()) << "the API server has dropped unknown fields";
}

TEST(ManifestsTest, ContainersAreInTheirOrder) {
  const Manifests manifests = Loaded(kShop);
  std::vector<std::string> names;
  for (const ContainerId& id : manifests.Containers()) {
    names.push_back(id.kind + " " + id.namespace_ + "/" + id.name + " " + id.container);
  }
  EXPECT_THAT(names, ElementsAre("Pod shop/web setup", "Pod shop/web app"));
}

TEST(ManifestsTest, VariablesAreSortedAndKnowTheirOrigins) {
  const ContainerEnvironment environment = Loaded(kShop).EnvironmentOf(kApp);
  std::vector<std::string> variables;
  for (const EnvironmentVariable& v : environment.Variables()) {
    variables.push_back(std::string(v.name) + "=" + std::string(v.value) + (v.secret ? " !" : ""));
  }
  EXPECT_THAT(
      variables,
      ElementsAre("IP=", "LEVEL=debug", "PASSWORD=canary !", "REDIS_PORT=tcp://10.96.0.7:6379",
                  "REDIS_PORT_6379_TCP=tcp://10.96.0.7:6379", "REDIS_PORT_6379_TCP_ADDR=10.96.0.7",
                  "REDIS_PORT_6379_TCP_PORT=6379", "REDIS_PORT_6379_TCP_PROTO=tcp",
                  "REDIS_SERVICE_HOST=cache", "REDIS_SERVICE_PORT=6379"));
  ASSERT_TRUE(environment.Find("IP").has_value());
  EXPECT_NE(environment.Find("IP")->unknown, "");
  EXPECT_FALSE(environment.Find("NOBODY").has_value());

  const std::vector<VariableOrigin> origins = environment.OriginsOf("REDIS_SERVICE_HOST");
  ASSERT_THAT(origins, SizeIs(2));
  EXPECT_EQ(origins[0].source, "envFrom[0] ConfigMap shop/settings key REDIS_SERVICE_HOST");
  EXPECT_EQ(origins[0].file, "shop.yaml");
  EXPECT_EQ(origins[0].line, 9);
  EXPECT_EQ(origins[1].source, "Service shop/redis");
  EXPECT_THAT(environment.OriginsOf("NOBODY"), IsEmpty());
}

TEST(ManifestsTest, ExpandsTheStringsOfTheContainer) {
  const ContainerEnvironment environment = Loaded(kShop).EnvironmentOf(kApp);
  ASSERT_THAT(environment.Command(), SizeIs(1));
  EXPECT_EQ(environment.Command()[0].value, "sh");
  ASSERT_THAT(environment.Args(), SizeIs(2));
  EXPECT_EQ(environment.Args()[0].field, "args[0]");
  EXPECT_EQ(environment.Args()[0].value, "cache:6379");
  EXPECT_EQ(environment.Args()[1].value, "$(NOBODY)");
  ASSERT_THAT(environment.Probes(), SizeIs(2));
  EXPECT_EQ(environment.Probes()[1].field, "livenessProbe.exec.command[1]");
  EXPECT_EQ(environment.Probes()[1].value, "debug");
  ASSERT_THAT(environment.SubPaths(), SizeIs(1));
  EXPECT_EQ(environment.SubPaths()[0].field, "/data");
  EXPECT_EQ(environment.SubPaths()[0].value, "debug");
  EXPECT_TRUE(environment.ok());
  ASSERT_THAT(CodesOf(environment.findings()), ElementsAre("reference-unresolved"));
  EXPECT_EQ(environment.findings()[0].object, "Pod shop/web");
  EXPECT_EQ(environment.findings()[0].container, "app");
  EXPECT_EQ(environment.findings()[0].field, "spec.containers[0].args[1]");
  EXPECT_EQ(environment.findings()[0].line, 26);
}

TEST(ManifestsTest, AContainerThatCannotStartHasAnErrorAndNoVariables) {
  Manifests::Options options;
  options.knowledge = Manifests::Knowledge::kAllObjects;
  const Manifests manifests = Loaded(R"({"apiVersion": "v1", "kind": "Pod",
      "metadata": {"name": "p", "namespace": "n"}, "spec": {"containers": [
      {"name": "c", "image": "i", "envFrom": [{"configMapRef": {"name": "gone"}}]}]}})",
                                     options);
  const ContainerEnvironment environment = manifests.EnvironmentOf({"Pod", "n", "p", "c"});
  EXPECT_FALSE(environment.ok());
  EXPECT_THAT(CodesOf(environment.findings()), ElementsAre("missing-object"));
  EXPECT_THAT(environment.Variables(), IsEmpty());
  EXPECT_THAT(environment.Args(), IsEmpty());
  EXPECT_FALSE(environment.Find("A").has_value());
}

TEST(ManifestsTest, WhatWasNotLoadedIsUnknownUnlessAllObjectsAre) {
  const Manifests manifests = Loaded(R"({"apiVersion": "v1", "kind": "Pod",
      "metadata": {"name": "p", "namespace": "n"}, "spec": {"containers": [
      {"name": "c", "image": "i", "envFrom": [{"configMapRef": {"name": "gone"}}]}]}})");
  const ContainerEnvironment environment = manifests.EnvironmentOf({"Pod", "n", "p", "c"});
  EXPECT_TRUE(environment.ok());
  ASSERT_THAT(CodesOf(environment.findings()), ElementsAre("value-unknown"));
  EXPECT_THAT(environment.findings()[0].message, HasSubstr("ConfigMap n/gone"));
}

TEST(ManifestsTest, AnIdThatWasNotLoadedIsAnAnswer) {
  const Manifests manifests = Loaded(kShop);
  const ContainerId ids[] = {{"Pod", "shop", "web", "other"}, {"Pod", "shop", "other", "app"}, {}};
  for (const ContainerId& id : ids) {
    const ContainerEnvironment environment = manifests.EnvironmentOf(id);
    EXPECT_FALSE(environment.ok());
    EXPECT_THAT(CodesOf(environment.findings()), ElementsAre("no-such-container"));
    EXPECT_THAT(environment.Variables(), IsEmpty());
  }
}

TEST(ManifestsTest, NamesThatAreGeneratedAreFound) {
  const Manifests manifests = Loaded(R"({"apiVersion": "v1", "kind": "Pod",
      "metadata": {"generateName": "p-", "namespace": "n"},
      "spec": {"containers": [{"name": "c", "image": "i"}]}})");
  ASSERT_THAT(manifests.Containers(), SizeIs(1));
  EXPECT_EQ(manifests.Containers()[0].name, "p-*");
  EXPECT_TRUE(manifests.EnvironmentOf(manifests.Containers()[0]).ok());
}

TEST(ManifestsTest, RunningPodSettlesWhatOnlyItHas) {
  const Manifests manifests = Loaded(kShop);
  RunningPod pod;
  pod.pod_ips = {"10.244.1.7"};
  const ContainerEnvironment environment = manifests.EnvironmentOf(kApp, pod);
  const std::optional<EnvironmentVariable> ip = environment.Find("IP");
  ASSERT_TRUE(ip.has_value());
  EXPECT_EQ(ip->value, "10.244.1.7");
  EXPECT_EQ(ip->unknown, "");
}

TEST(ManifestsTest, AssumesClusterIps) {
  Manifests manifests = Loaded(R"({"apiVersion": "v1", "kind": "Service",
      "metadata": {"name": "db", "namespace": "n"}, "spec": {"ports": [{"port": 1}]}})");
  manifests.Load("pod.json", R"({"apiVersion": "v1", "kind": "Pod",
      "metadata": {"name": "p", "namespace": "n"},
      "spec": {"containers": [{"name": "c", "image": "i"}]}})");
  const ContainerId id = {"Pod", "n", "p", "c"};
  EXPECT_FALSE(manifests.EnvironmentOf(id).Find("DB_SERVICE_HOST").has_value());
  EXPECT_TRUE(HasErrors(manifests.AssumeClusterIps("10.96.0.0")));
  EXPECT_THAT(manifests.AssumeClusterIps("10.96.0.0/12"), IsEmpty());
  const ContainerEnvironment environment = manifests.EnvironmentOf(id);
  const std::optional<EnvironmentVariable> host = environment.Find("DB_SERVICE_HOST");
  ASSERT_TRUE(host.has_value());
  EXPECT_EQ(host->value, "10.96.0.2");
  EXPECT_TRUE(host->assumed);
}

TEST(ManifestsTest, EnvironmentsOutliveTheManifestsAndWhatIsLoadedLater) {
  std::optional<ContainerEnvironment> before, after;
  {
    Manifests first = Loaded(kShop);
    before = first.EnvironmentOf(kApp);
    Manifests manifests = std::move(first);
    manifests.Load("later.yaml", R"({"apiVersion": "v1", "kind": "Service",
        "metadata": {"name": "redis", "namespace": "shop"},
        "spec": {"clusterIP": "10.96.0.8", "ports": [{"port": 6379}]}})");
    after = manifests.EnvironmentOf(kApp);
  }
  EXPECT_EQ(before->Find("REDIS_PORT")->value, "tcp://10.96.0.7:6379");
  EXPECT_EQ(before->OriginsOf("REDIS_PORT").front().file, "shop.yaml");
  EXPECT_EQ(after->Find("REDIS_PORT")->value, "tcp://10.96.0.8:6379");
  EXPECT_EQ(after->OriginsOf("REDIS_PORT").front().file, "later.yaml");
}

// The kubelet of 1.33 reads a non-ASCII byte after a `$` as a Latin-1 character.
TEST(ManifestsTest, FollowsTheRulesOfAVersion) {
  constexpr char kPod[] = R"({"apiVersion": "v1", "kind": "Pod",
      "metadata": {"name": "p", "namespace": "n"},
      "spec": {"containers": [{"name": "c", "image": "i", "args": ["$é"]}]}})";
  const auto arg = [&](int minor) {
    Manifests::Options options;
    options.kubernetes_minor = minor;
    const Manifests manifests = Loaded(kPod, options);
    return manifests.EnvironmentOf({"Pod", "n", "p", "c"}).Args().at(0).value;
  };
  EXPECT_EQ(arg(34), "$\xC3\xA9");
  EXPECT_EQ(arg(0), arg(34));
  EXPECT_EQ(arg(99), arg(34)) << "the nearest known version";
  EXPECT_NE(arg(33), arg(34));
  EXPECT_EQ(arg(1), arg(33));
}

TEST(ManifestsTest, ConstCallsAreSafeFromManyThreads) {
  const Manifests manifests = Loaded(kShop);
  const std::vector<ContainerId> ids = manifests.Containers();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (const ContainerId& id : ids) {
        const ContainerEnvironment environment = manifests.EnvironmentOf(id);
        EXPECT_EQ(environment.Find("REDIS_SERVICE_PORT")->value, "6379");
        EXPECT_THAT(environment.OriginsOf("REDIS_PORT"), SizeIs(1));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(ManifestsTest, NoFindingContainsASecret) {
  Manifests manifests;
  for (const char* text : {"kind: Secret\napiVersion: v1\nstringData: {A: canary, A: canary2}\n",
                           "kind: Secret\napiVersion: v1\nstringData: [canary]\n"}) {
    for (const Finding& finding : manifests.Load("secret.yaml", text).findings) {
      EXPECT_THAT(finding.text, testing::Not(HasSubstr("canary")));
    }
  }
}

}  // namespace
}  // namespace svcenv
