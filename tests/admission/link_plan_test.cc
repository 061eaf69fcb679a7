// The effect of `links: minimal` and other policies on pods.
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/admission/link_planning.h"
#include "tests/admission/reviewing.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Expects that the environments differ only in removed link variables.
void ExpectSameEnvironments(std::string_view pod, const Reviewed& reviewed,
                            std::string_view manifests = kServices) {
  Json before = EnvironmentsOf(ObjectOf(pod), manifests);
  const Json after = EnvironmentsOf(reviewed.after, manifests);
  ASSERT_EQ(before["containers"].size(), after["containers"].size());
  for (size_t i = 0; i < after["containers"].size(); ++i) {
    std::set<std::string> kept;
    for (const Json& variable : after["containers"][i]["env"]) kept.insert(variable["name"]);
    Json env = Json::array();
    for (const Json& variable : before["containers"][i]["env"]) {
      if (kept.count(variable["name"]) != 0) env.push_back(variable);
    }
    before["containers"][i]["env"] = env;
  }
  EXPECT_EQ(before, after);
}

TEST(LinkPlanTest, AddsWhatTheSpecRefersTo) {
  const std::string pod = PodOf(
      "command: [sh, $(WEB_SERVICE_HOST)], args: ['$(REDIS_PORT_6379_TCP_ADDR)'], "
      "env: [{name: URL, value: 'redis://$(REDIS_SERVICE_HOST):$(REDIS_SERVICE_PORT)'}], "
      "volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(WEB_SERVICE_PORT_HTTP)}]");
  const Reviewed reviewed = Minimal(pod);
  EXPECT_TRUE(reviewed.allowed);
  EXPECT_EQ(reviewed.after["spec"]["enableServiceLinks"], false);
  EXPECT_THAT(Added(reviewed),
              ElementsAre("REDIS_PORT_6379_TCP_ADDR", "REDIS_SERVICE_HOST", "REDIS_SERVICE_PORT",
                          "WEB_SERVICE_HOST", "WEB_SERVICE_PORT_HTTP"));
  EXPECT_THAT(reviewed.warnings, IsEmpty());
  ExpectSameEnvironments(pod, reviewed);
}

TEST(LinkPlanTest, AddsAnArrayWhereThereIsNone) {
  const Reviewed reviewed = Minimal(PodOf("args: ['$(REDIS_SERVICE_HOST)']"));
  EXPECT_EQ(reviewed.patch[1]["path"], "/spec/containers/0/env");
  EXPECT_TRUE(reviewed.patch[1]["value"].is_array());
  EXPECT_THAT(Minimal(PodOf("env: null, args: ['$(REDIS_SERVICE_HOST)']"))
                  .after["spec"]["containers"][0]["env"],
              ::testing::SizeIs(1));
}

TEST(LinkPlanTest, LooksAtEveryKindOfContainer) {
  const std::string pod = PodOf("args: [x]", "",
                                "initContainers: [{name: i, image: i, args: ['$(REDIS_PORT)']}, "
                                "{name: s, image: i, restartPolicy: Always, env: [{name: A, value: "
                                "$(WEB_PORT)}]}], ");
  const Reviewed reviewed = Minimal(pod);
  EXPECT_EQ(reviewed.patch[1]["path"], "/spec/initContainers/0/env");
  EXPECT_EQ(reviewed.patch[2]["path"], "/spec/initContainers/1/env/0");
  ExpectSameEnvironments(pod, reviewed);
}

TEST(LinkPlanTest, ChangesNothingTheSecondTime) {
  const Reviewed once = Minimal(PodOf("args: ['$(REDIS_SERVICE_HOST)']"));
  const Reviewed twice =
      ReviewObject(once.after, *SnapshotOf(kServices), PolicyOf("links: minimal\n"));
  EXPECT_EQ(twice.patch, Json::array());
  EXPECT_EQ(twice.after, once.after);
}

TEST(LinkPlanTest, LeavesVariablesOfTheMasterServiceToTheKubelet) {
  const std::string pod = PodOf("args: ['$(KUBERNETES_SERVICE_HOST)', '$(KUBERNETES_PORT)']");
  const Reviewed reviewed = Minimal(pod);
  EXPECT_THAT(Added(reviewed), IsEmpty());
  EXPECT_EQ(reviewed.after["spec"]["enableServiceLinks"], false);
  ExpectSameEnvironments(pod, reviewed);
}

TEST(LinkPlanTest, WhatEnvDefinesBeforeIsNoReferenceToAService) {
  const std::string pod = PodOf(
      "env: [{name: REDIS_SERVICE_HOST, value: mine}, {name: A, value: $(REDIS_SERVICE_HOST)}]");
  const Reviewed reviewed = Minimal(pod);
  EXPECT_THAT(Added(reviewed), IsEmpty());
  EXPECT_EQ(reviewed.after["spec"]["enableServiceLinks"], false);
  ExpectSameEnvironments(pod, reviewed);
}

struct Kept {
  const char* container;
  const char* reason;
};

TEST(LinkPlanTest, KeepsTheLinksWhereItCannotBeSettled) {
  for (const Kept& kept : std::vector<Kept>{
           {"env: [{name: REDIS_PORT, value: '$(REDIS_PORT)/0'}]",
            "container c: env defines REDIS_PORT and also refers to the service's"},
           {"env: [{name: A, value: $(REDIS_PORT)}, {name: REDIS_PORT, value: x}]",
            "env defines REDIS_PORT"},
           {"envFrom: [{configMapRef: {name: settings}}], args: [$(REDIS_PORT)]",
            "envFrom may define REDIS_PORT, which a service also sets"},
           {"envFrom: [{prefix: RED, secretRef: {name: s, optional: true}}], args: [$(REDIS_PORT)]",
            "envFrom may define REDIS_PORT"},
           {"env: [{name: REDIS_PORT, valueFrom: {configMapKeyRef: {name: s, key: k, optional: "
            "true}}}], args: [$(REDIS_PORT)]",
            "env defines REDIS_PORT"},
       }) {
    SCOPED_TRACE(kept.container);
    const Reviewed reviewed = Minimal(PodOf(kept.container));
    EXPECT_EQ(reviewed.patch, Json::array());
    ASSERT_EQ(reviewed.warnings.size(), 1u);
    EXPECT_THAT(reviewed.warnings[0], HasSubstr("svcenv: service links stay on: "));
    EXPECT_THAT(reviewed.warnings[0], HasSubstr(kept.reason));
  }
}

TEST(LinkPlanTest, APrefixThatTheNameLacksSettlesIt) {
  const Reviewed reviewed =
      Minimal(PodOf("envFrom: [{prefix: APP_, configMapRef: {name: s}}, {prefix: REDIS_PORT, "
                    "secretRef: {name: s}}], args: [$(REDIS_PORT)]"));
  EXPECT_THAT(Added(reviewed), ElementsAre("REDIS_PORT"));
}

TEST(LinkPlanTest, KeysThatAreKnownSettleIt) {
  const std::string with = absl::StrCat(kServices, R"(---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {REDIS_PORT: own, OTHER: x}
)");
  const std::string pod =
      PodOf("envFrom: [{configMapRef: {name: settings}}], args: [$(REDIS_PORT), $(WEB_PORT)]");
  const Reviewed reviewed = Minimal(pod, with);
  EXPECT_THAT(Added(reviewed), ElementsAre("WEB_PORT"));
  ExpectSameEnvironments(pod, reviewed, with);
}

TEST(LinkPlanTest, AnOptionalKeyThatIsMissingLeavesTheNameToTheService) {
  const std::string with = absl::StrCat(kServices, R"(---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {there: x}
)");
  const auto pod_with = [](std::string_view key) {
    return PodOf(
        absl::StrCat("args: [$(REDIS_PORT)], env: [{name: REDIS_PORT, valueFrom: "
                     "{configMapKeyRef: {name: settings, optional: true, key: ",
                     key, "}}}]"));
  };
  const Reviewed missing = Minimal(pod_with("nosuch"), with);
  EXPECT_EQ(missing.patch, Json::array());
  ASSERT_EQ(missing.warnings.size(), 1u);
  EXPECT_THAT(missing.warnings[0],
              HasSubstr("env defines REDIS_PORT and also refers to the service's"));
  const Reviewed there = Minimal(pod_with("there"), with);
  EXPECT_EQ(there.patch.size(), 2u);
  ExpectSameEnvironments(pod_with("there"), there, with);
}

// The API server rejects this service, but its value must be preserved anyway.
TEST(LinkPlanTest, ADollarInAValueStays) {
  const std::string with = R"(
apiVersion: v1
kind: Service
metadata: {name: odd, namespace: shop}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1, protocol: $(A)$$}]}
)";
  const std::string pod = PodOf("args: [$(ODD_PORT)], env: [{name: A, value: x}]");
  const Reviewed reviewed = Minimal(pod, with);
  EXPECT_EQ(reviewed.after["spec"]["containers"][0]["env"][0]["value"], "$$(a)$$$$://10.96.0.9:1");
  ExpectSameEnvironments(pod, reviewed, with);
}

TEST(LinkPlanTest, KeysThatOldKubeletsSkipDefineNothing) {
  const std::string with = absl::StrCat(kServices, R"(---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {S_SERVICE_HOST: own}
---
apiVersion: v1
kind: Service
metadata: {name: 1s, namespace: shop}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1}]}
)");
  const Json pod = ObjectOf(PodOf(
      "envFrom: [{prefix: '1', configMapRef: {name: settings}}], args: [$(1S_SERVICE_HOST)]"));
  EXPECT_THAT(Added(ReviewObject(pod, *SnapshotOf(with, "1.29"), PolicyOf("links: minimal"))),
              ElementsAre("1S_SERVICE_HOST"));
  EXPECT_THAT(Added(ReviewObject(pod, *SnapshotOf(with, "1.30"), PolicyOf("links: minimal"))),
              IsEmpty());
}

TEST(LinkPlanTest, ProbesKeepTheirMeaning) {
  const std::string pod = PodOf(
      "args: [$(REDIS_PORT)], env: [{name: OWN, value: v}], livenessProbe: {exec: {command: [nc, "
      "'$(REDIS_PORT)-$$(REDIS_PORT)-$$$(REDIS_PORT)-$(OWN)-$(WEB_PORT)', x]}}");
  const Reviewed reviewed = Minimal(pod);
  EXPECT_EQ(reviewed.after["spec"]["containers"][0]["livenessProbe"]["exec"]["command"][1],
            "$$(REDIS_PORT)-$$(REDIS_PORT)-$$$$(REDIS_PORT)-$(OWN)-$(WEB_PORT)");
  EXPECT_THAT(reviewed.warnings,
              ElementsAre("svcenv: container c: livenessProbe: $(REDIS_PORT) is not expanded in "
                          "probes"));
  ExpectSameEnvironments(pod, reviewed);
}

TEST(LinkPlanTest, AmbiguousNamesKeepTheLinks) {
  const std::string with = absl::StrCat(kServices, R"(---
apiVersion: v1
kind: Service
metadata: {name: redis-port-6379-tcp, namespace: shop}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1}]}
)");
  const Reviewed needed = Minimal(PodOf("args: [$(REDIS_PORT_6379_TCP_PORT)]"), with);
  EXPECT_EQ(needed.patch, Json::array());
  EXPECT_THAT(needed.warnings,
              ElementsAre("svcenv: service links stay on: services redis and redis-port-6379-tcp "
                          "both set REDIS_PORT_6379_TCP_PORT"));
  EXPECT_THAT(Added(Minimal(PodOf("args: [$(WEB_PORT)]"), with)), ElementsAre("WEB_PORT"));
}

TEST(LinkPlanTest, NamesThatTheMasterServiceGivesTooKeepTheLinks) {
  const std::string with = absl::StrCat(kServices, R"(---
apiVersion: v1
kind: Service
metadata: {name: kubernetes-port-443-tcp, namespace: shop}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1}]}
)");
  EXPECT_EQ(Minimal(PodOf("args: [x]"), with).patch, Json::array());
}

TEST(LinkPlanTest, AServiceNamedKubernetesKeepsTheLinks) {
  const std::string with = absl::StrCat(kServices, R"(---
apiVersion: v1
kind: Service
metadata: {name: kubernetes, namespace: shop}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1}]}
)");
  const Reviewed reviewed = Minimal(PodOf("args: [x]"), with);
  EXPECT_EQ(reviewed.patch, Json::array());
  EXPECT_THAT(reviewed.warnings, ElementsAre("svcenv: service links stay on: a service in this "
                                             "namespace is named kubernetes"));
  const std::string headless = absl::StrCat(kServices, R"(---
apiVersion: v1
kind: Service
metadata: {name: kubernetes, namespace: shop}
spec: {clusterIP: None, ports: [{port: 1}]}
)");
  EXPECT_EQ(Minimal(PodOf("args: [x]"), headless).patch.size(), 2u) << "it gives no variables";
}

TEST(LinkPlanTest, AServiceWithoutPortsKeepsTheLinksAndIsNamed) {
  const std::string with = absl::StrCat(kServices, R"(---
apiVersion: v1
kind: Service
metadata: {name: bare, namespace: shop}
spec: {clusterIP: 10.96.0.9}
)");
  const Reviewed reviewed = Minimal(PodOf("args: [x]"), with);
  EXPECT_EQ(reviewed.patch, Json::array());
  ASSERT_EQ(reviewed.warnings.size(), 1u);
  EXPECT_THAT(reviewed.warnings[0], HasSubstr("service links stay on: Service shop/bare: "));
  const Reviewed none = Minimal(PodOf("args: [x]", ", annotations: {svcenv.io/links: none}"), with);
  EXPECT_EQ(none.after["spec"]["enableServiceLinks"], false);
  EXPECT_THAT(none.warnings, IsEmpty());
}

TEST(LinkPlanTest, WarnsAboutReferencesThatNoServiceSets) {
  const Reviewed reviewed = Minimal(PodOf("args: [$(LATER_SERVICE_HOST), $(OTHER)]"));
  EXPECT_EQ(reviewed.after["spec"]["enableServiceLinks"], false);
  EXPECT_THAT(reviewed.warnings,
              ElementsAre("svcenv: container c: $(LATER_SERVICE_HOST) is not expanded: no "
                          "service sets it"));
}

TEST(LinkPlanTest, LinksThatAreOffStayOff) {
  const Reviewed reviewed =
      Minimal(PodOf("args: [$(WEB_PORT)]", ", annotations: {svcenv.io/links: web}",
                    "enableServiceLinks: false, "));
  EXPECT_EQ(reviewed.patch, Json::array());
  EXPECT_THAT(reviewed.warnings,
              ElementsAre("svcenv: svcenv.io/links has no effect: enableServiceLinks is false; "
                          "remove that field"));
  const Reviewed all = ReviewObject(ObjectOf(PodOf("args: [x]", "", "enableServiceLinks: false, ")),
                                    *SnapshotOf(kServices), PolicyOf("links: all"));
  EXPECT_EQ(all.after["spec"]["enableServiceLinks"], true);
}

// Without limits, each of these pods would take minutes or gigabytes.
TEST(LinkPlanTest, PodsThatNobodyWouldWriteKeepTheirLinks) {
  const auto snapshot = SnapshotOf(kServices);
  const Policy policy = PolicyOf("links: minimal\n");
  const Json pod = ObjectOf(PodOf("args: [$(WEB_PORT)]"));
  Json many = pod;
  many["metadata"]["annotations"]["svcenv.io/links"] = "redis, web";
  Json& containers = many["spec"]["containers"];
  for (int i = 0; i < 20000; ++i) containers.push_back(containers[0]);
  EXPECT_THAT(ReviewObject(many, *snapshot, policy).warnings,
              ElementsAre("svcenv: service links stay on: the pod would grow by more than 3 MiB"));
  Json sources = pod;
  Json& container = sources["spec"]["containers"][0];
  for (int i = 0; i < 4000; ++i) {
    container["envFrom"].push_back({{"prefix", "X"}, {"configMapRef", {{"name", "m"}}}});
    container["args"].push_back("$(REDIS_PORT)");
  }
  EXPECT_THAT(ReviewObject(sources, *snapshot, policy).warnings,
              ElementsAre("svcenv: service links stay on: container c: too many references and "
                          "envFrom sources to analyze"));
  Json wishes = pod;
  std::string names = "redis";
  for (int i = 0; i < 30000; ++i) names += ", redis, nosuch";
  wishes["metadata"]["annotations"]["svcenv.io/links"] = names;
  const Reviewed reviewed = ReviewObject(wishes, *snapshot, policy);
  EXPECT_THAT(Added(reviewed), ::testing::SizeIs(8));
  EXPECT_THAT(reviewed.warnings,
              ElementsAre("svcenv: svcenv.io/links: service nosuch not found in this namespace"));
}

TEST(LinkPlanTest, MirrorPodsStayAsTheyAre) {
  EXPECT_EQ(Minimal(PodOf("args: [x]", ", annotations: {kubernetes.io/config.mirror: abc}")).patch,
            Json::array());
}

}  // namespace
}  // namespace svcenv
