#include "svcenv/graph/service_graph.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/env/resolver.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kRedis = R"yaml(
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}], selector: {app: redis}}
---
)yaml";

// Returns a pod in the namespace shop with these fields in its container and its metadata.
std::string Pod(std::string_view name, std::string_view container, std::string_view meta = "") {
  return absl::StrCat("apiVersion: v1\nkind: Pod\nmetadata: {name: ", name, ", namespace: shop",
                      meta, "}\nspec: {containers: [{name: app, ", container, "}]}\n---\n");
}

class World {
 public:
  explicit World(std::string_view manifest, bool complete = true) {
    const LoadResult loaded = LoadManifest("test.yaml", std::string(manifest), {}, &cluster_);
    EXPECT_TRUE(loaded.ok()) << FormatDiagnostic(*FirstError(loaded.diagnostics),
                                                 cluster_.sources());
    options_.complete = complete;
    for (const Workload& workload : cluster_.workloads()) {
      for (const Container* container : AllContainers(workload.pod.spec)) {
        subjects_.push_back({&workload, container, {}});
      }
    }
  }

  // Returns the graph of all workloads. Includes unconnected services if `lonely` is true.
  ServiceGraph Graph(bool lonely = false) const {
    std::vector<const Service*> services;
    for (const Service& service : cluster_.services()) services.push_back(&service);
    if (!lonely) services.clear();
    return GraphOf(cluster_, Resolver(cluster_, options_), subjects_, services);
  }

  const std::vector<GraphSubject>& subjects() const { return subjects_; }

 private:
  Cluster cluster_;
  ResolveOptions options_;
  std::vector<GraphSubject> subjects_;
};

// Formats edges: "Pod/shop/web uses Service/shop/redis: REDIS_SERVICE_HOST, REDIS_PORT in vain".
std::vector<std::string> Edges(const ServiceGraph& graph) {
  static constexpr std::string_view kOutcomes[] = {"", " in vain", " perhaps"};
  std::vector<std::string> edges;
  for (const GraphEdge& edge : graph.edges) {
    const std::string_view verb = edge.kind == EdgeKind::kUses      ? " uses "
                                  : edge.kind == EdgeKind::kSelects ? " selects "
                                                                    : " stands for ";
    std::string text = absl::StrCat(graph.nodes[edge.from].id, verb, graph.nodes[edge.to].id);
    std::string_view before = ": ";
    for (const ServiceUse& use : edge.uses) {
      absl::StrAppend(&text, before, use.variable, kOutcomes[static_cast<size_t>(use.outcome)]);
      before = ", ";
    }
    if (edge.count != 1) absl::StrAppend(&text, ", ", edge.count, " times");
    edges.push_back(text);
  }
  return edges;
}

std::vector<std::string> Nodes(const ServiceGraph& graph) {
  std::vector<std::string> ids;
  for (const GraphNode& node : graph.nodes) ids.push_back(node.id);
  return ids;
}

TEST(ServiceGraphTest, ReferencesOfEveryFieldAreUses) {
  const World world(absl::StrCat(
      kRedis, Pod("web", R"y(command: ["$(REDIS_SERVICE_HOST)"], args: ["$(REDIS_SERVICE_PORT)"],
          env: [{name: A, value: "$(REDIS_PORT)"}, {name: B, value: "$(A)"}],
          livenessProbe: {exec: {command: ["$(REDIS_PORT_6379_TCP)"]}},
          volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(REDIS_PORT_6379_TCP_ADDR)}])y")));
  const ServiceGraph graph = world.Graph();
  EXPECT_THAT(Edges(graph),
              ElementsAre("Pod/shop/web uses Service/shop/redis: REDIS_SERVICE_HOST, "
                          "REDIS_SERVICE_PORT, REDIS_PORT, REDIS_PORT_6379_TCP in vain, "
                          "REDIS_PORT_6379_TCP_ADDR"));
  EXPECT_EQ(graph.edges[0].uses[2].field, "spec.containers[0].env[0].value");
  EXPECT_EQ(graph.edges[0].uses[2].container, "app");
}

TEST(ServiceGraphTest, TheSamePlaceCountsOnce) {
  const World world(absl::StrCat(
      kRedis, Pod("web", R"y(args: ["$(REDIS_PORT) $(REDIS_PORT)", "$(REDIS_PORT)"])y")));
  EXPECT_THAT(Edges(world.Graph()),
              ElementsAre("Pod/shop/web uses Service/shop/redis: REDIS_PORT, REDIS_PORT"));
}

TEST(ServiceGraphTest, WhatThePodDefinesIsNoUse) {
  const World world(absl::StrCat(
      kRedis, Pod("web", R"y(args: ["$(REDIS_SERVICE_HOST)", "$(OTHER_PORT)", "$(NAME)"],
          env: [{name: REDIS_SERVICE_HOST, value: "$(REDIS_SERVICE_HOST)"},
                {name: A, value: "$(OTHER_PORT)"}, {name: OTHER_PORT, value: x},
                {name: B, value: "$(REDIS_SERVICE_HOST)"}])y")));
  // Only the first entry of env sees the service's variable.
  const ServiceGraph graph = world.Graph();
  ASSERT_THAT(Edges(graph),
              ElementsAre("Pod/shop/web uses Service/shop/redis: REDIS_SERVICE_HOST"));
  EXPECT_EQ(graph.edges[0].uses[0].field, "spec.containers[0].env[0].value");
}

TEST(ServiceGraphTest, AServiceThatGivesNothingIsUsedInVain) {
  const std::string pod = Pod("web", R"y(args: ["$(DB_SERVICE_HOST)"])y");
  for (const char* spec : {"{clusterIP: None, ports: [{port: 1}]}", "{ports: [{port: 1}]}",
                           "{type: ExternalName, externalName: db.example.com}"}) {
    const World world(
        absl::StrCat("{apiVersion: v1, kind: Service, metadata: {name: db, "
                     "namespace: shop}, spec: ",
                     spec, "}\n---\n", pod));
    EXPECT_EQ(Edges(world.Graph())[0], "Pod/shop/web uses Service/shop/db: DB_SERVICE_HOST in vain")
        << spec;
  }
  const World links_off(absl::StrCat(kRedis, R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {enableServiceLinks: false, containers: [{name: app, args: ["$(REDIS_PORT)"]}]}
)yaml"));
  EXPECT_THAT(Edges(links_off.Graph()),
              ElementsAre("Pod/shop/web uses Service/shop/redis: REDIS_PORT in vain"));
}

TEST(ServiceGraphTest, AServiceThatIsNotThereIsANode) {
  const std::string manifest = absl::StrCat(
      "{apiVersion: v1, kind: Service, metadata: {name: mail-relay, namespace: "
      "other}, spec: {clusterIP: 10.96.0.8, ports: [{port: 25}]}}\n---\n",
      Pod("web", R"y(args: ["$(MAIL_RELAY_SERVICE_HOST)"])y"),
      Pod("two", R"y(args: ["$(KUBERNETES_SERVICE_HOST)", "$(HOME)"])y"));
  const ServiceGraph graph = World(manifest).Graph();
  EXPECT_THAT(
      Edges(graph),
      ElementsAre("Pod/shop/web uses Service/shop/mail-relay: MAIL_RELAY_SERVICE_HOST in vain",
                  "Pod/shop/two uses Service/default/kubernetes: KUBERNETES_SERVICE_HOST in "
                  "vain"));
  EXPECT_EQ(graph.nodes[graph.edges[0].to].kind, NodeKind::kAbsentService);
  EXPECT_FALSE(graph.nodes[graph.edges[0].to].not_in_input);
  const ServiceGraph files = World(manifest, /*complete=*/false).Graph();
  EXPECT_TRUE(files.nodes[files.edges[1].to].not_in_input);
  // The first service exists in another namespace, so it is missing here and not unknown.
  EXPECT_EQ(Edges(files)[0],
            "Pod/shop/web uses Service/shop/mail-relay: MAIL_RELAY_SERVICE_HOST in vain");
  EXPECT_EQ(Edges(files)[1],
            "Pod/shop/two uses Service/default/kubernetes: KUBERNETES_SERVICE_HOST perhaps");
}

TEST(ServiceGraphTest, AnEnvironmentThatCannotBeComputedStillHasReferences) {
  const World world(absl::StrCat(
      kRedis, Pod("web", R"y(args: ["$(REDIS_PORT)"], envFrom: [{configMapRef: {name: gone}}])y")));
  EXPECT_THAT(Edges(world.Graph()),
              ElementsAre("Pod/shop/web uses Service/shop/redis: REDIS_PORT in vain"));
}

TEST(ServiceGraphTest, SelectorsNeedEveryLabelInTheirNamespace) {
  const World world(
      absl::StrCat(kRedis, R"yaml(
apiVersion: v1
kind: Service
metadata: {name: primary, namespace: shop}
spec: {clusterIP: None, ports: [{port: 1}], selector: {app: redis, role: primary}}
---
apiVersion: v1
kind: Service
metadata: {name: elsewhere, namespace: other}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1}], selector: {app: redis}}
---
apiVersion: v1
kind: Service
metadata: {name: by-hand, namespace: shop}
spec: {clusterIP: 10.96.0.10, ports: [{port: 1}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: redis, namespace: shop, labels: {app: other}}
spec: {template: {metadata: {labels: {app: redis, role: primary}}, spec: {containers: [{name: c}]}}}
---
)yaml",
                   Pod("replica", "image: redis", ", labels: {app: redis, role: replica}")));
  EXPECT_THAT(Edges(world.Graph()),
              ElementsAre("Service/shop/redis selects Deployment/shop/redis",
                          "Service/shop/redis selects Pod/shop/replica",
                          "Service/shop/primary selects Deployment/shop/redis"));
  EXPECT_THAT(Nodes(world.Graph()), ElementsAre("Deployment/shop/redis", "Pod/shop/replica",
                                                "Service/shop/redis", "Service/shop/primary"));
  EXPECT_EQ(world.Graph(/*lonely=*/true).nodes.size(), 6u);
}

TEST(ServiceGraphTest, ExternalNamesAreNodesOfTheirOwn) {
  const World world(R"yaml(
{apiVersion: v1, kind: Service, metadata: {name: a, namespace: shop}, spec: {type: ExternalName, externalName: db.example.com}}
---
{apiVersion: v1, kind: Service, metadata: {name: b, namespace: shop}, spec: {type: ExternalName, externalName: db.example.com, selector: {app: x}}}
)yaml");
  EXPECT_THAT(Edges(world.Graph(/*lonely=*/true)),
              ElementsAre("Service/shop/a stands for ExternalName/db.example.com",
                          "Service/shop/b stands for ExternalName/db.example.com"));
}

TEST(ServiceGraphTest, PodsOfOneOwnerAreOneNode) {
  const std::string_view owner =
      ", labels: {app: redis}, ownerReferences: [{kind: ReplicaSet, name: web-7d9f, controller: "
      "true}]";
  const World one(absl::StrCat(kRedis, Pod("web-1", R"y(args: ["$(REDIS_PORT)"])y", owner)));
  EXPECT_THAT(Nodes(one.Graph()), ElementsAre("Pod/shop/web-1", "Service/shop/redis"));
  const World three(absl::StrCat(kRedis, Pod("web-1", R"y(args: ["$(REDIS_PORT)"])y", owner),
                                 Pod("web-2", R"y(args: ["$(REDIS_PORT)"])y", owner),
                                 Pod("web-3", R"y(args: ["$(REDIS_PORT)"])y", owner)));
  const ServiceGraph graph = three.Graph();
  EXPECT_THAT(Edges(graph),
              ElementsAre("ReplicaSet/shop/web-7d9f uses Service/shop/redis: REDIS_PORT",
                          "Service/shop/redis selects ReplicaSet/shop/web-7d9f"));
  EXPECT_EQ(graph.nodes[0].pods, 3u);
  EXPECT_THAT(graph.subjects, ElementsAre(0, 0, 0));
}

TEST(ServiceGraphTest, GeneratedNamesAreNeverTheSame) {
  const std::string job =
      "{apiVersion: batch/v1, kind: Job, metadata: {generateName: load-, namespace: shop}, spec: "
      "{template: {spec: {containers: [{name: c}]}}}}\n---\n";
  EXPECT_THAT(Nodes(World(job + job).Graph()), ElementsAre("Job/shop/load-*", "Job/shop/load-*#2"));
}

TEST(ServiceGraphTest, ByNamespaceCountsWhatIsThere) {
  const World world(absl::StrCat(
      kRedis,
      "{apiVersion: v1, kind: Service, metadata: {name: kubernetes, namespace: default}, spec: "
      "{clusterIP: 10.96.0.1, ports: [{port: 443}]}}\n---\n"
      "{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}, spec: {type: "
      "ExternalName, externalName: db.example.com}}\n---\n",
      Pod("a", R"y(args: ["$(REDIS_PORT)", "$(GONE_SERVICE_HOST)"])y", ", labels: {app: redis}"),
      Pod("b", R"y(args: ["$(REDIS_PORT)", "$(KUBERNETES_SERVICE_HOST)"])y")));
  const ServiceGraph graph = ByNamespace(world.Graph(/*lonely=*/true));
  EXPECT_THAT(Nodes(graph), ElementsAre("Namespace/shop", "Namespace/default"));
  EXPECT_THAT(Edges(graph), ElementsAre("Namespace/shop uses Namespace/shop, 3 times",
                                        "Namespace/shop uses Namespace/default",
                                        "Namespace/shop selects Namespace/shop"));
  const GraphNode& shop = graph.nodes[0];
  EXPECT_EQ(shop.workloads, 2u);
  EXPECT_EQ(shop.services, 2u);
  EXPECT_EQ(shop.absent, 1u);
  EXPECT_EQ(shop.external, 1u);
  EXPECT_THAT(ByNamespace({}).nodes, IsEmpty());
}

// An edge for each pair of a service and a selected pod took 2.8 GB for 2,000 of each.
TEST(ServiceGraphTest, JoinsAServiceWithTheFirstWorkloadsItSelects) {
  std::string manifest;
  for (size_t i = 0; i < kMaxSelected + 1; ++i) {
    absl::StrAppend(&manifest, Pod(absl::StrCat("web-", i), "", ", labels: {app: redis}"));
  }
  const ServiceGraph more = World(absl::StrCat(kRedis, manifest)).Graph(true);
  EXPECT_EQ(more.edges.size(), kMaxSelected);
  EXPECT_TRUE(more.nodes[more.edges[0].from].selects_more);
  EXPECT_TRUE(ByNamespace(more).edges[0].more);
  const size_t end = manifest.rfind("apiVersion");
  const ServiceGraph all = World(absl::StrCat(kRedis, manifest.substr(0, end))).Graph(true);
  EXPECT_EQ(all.edges.size(), kMaxSelected);
  EXPECT_FALSE(all.nodes[all.edges[0].from].selects_more);
  EXPECT_FALSE(ByNamespace(all).edges[0].more);
}

}  // namespace
}  // namespace svcenv
