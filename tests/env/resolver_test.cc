#include "svcenv/env/resolver.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/env/resolver_fixture.h"

namespace svcenv {
namespace {

constexpr std::string_view kPod = R"yaml(
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.0.0.1, ports: [{port: 6379}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {A: from-map, REDIS_SERVICE_HOST: mapped}
---
apiVersion: v1
kind: Secret
metadata: {name: keys, namespace: shop}
stringData: {TOKEN: s3cret}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
  - name: c
    envFrom:
    - configMapRef: {name: settings}
    - prefix: K_
      secretRef: {name: keys}
    env:
    - {name: B, value: '$(A)/$(K_TOKEN)/$(REDIS_SERVICE_HOST)/$(LATER)'}
    - {name: LATER, value: x}
    - {name: A, value: own}
    - {name: A, value: $(A)2}
    command: [$(A), $(REDIS_SERVICE_PORT), $(NOT_THERE)]
)yaml";

TEST_F(ResolverTest, LayersServicesEnvFromAndEnv) {
  Load(kPod);
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(Value(*container, "A"), "own2");
  EXPECT_EQ(Value(*container, "B"), "from-map/s3cret/mapped/$(LATER)");
  EXPECT_EQ(Value(*container, "REDIS_SERVICE_HOST"), "mapped");
  EXPECT_EQ(Value(*container, "REDIS_SERVICE_PORT"), "6379");
  EXPECT_EQ(Value(*container, "K_TOKEN"), "s3cret");
  EXPECT_EQ(container->environment.size(), 7u + 4u);
}

TEST_F(ResolverTest, KnowsWhatAVariableOverrode) {
  Load(kPod);
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  const auto a = container->environment.Find("A");
  ASSERT_NE(a->overrode, nullptr);
  EXPECT_EQ(a->origin.ToString(), "env[3] value");
  EXPECT_EQ(a->overrode->value, "own");
  EXPECT_EQ(a->overrode->overrode->origin.ToString(), "envFrom[0] ConfigMap shop/settings key A");
  const auto host = container->environment.Find("REDIS_SERVICE_HOST");
  ASSERT_NE(host->overrode, nullptr);
  EXPECT_EQ(host->overrode->value, "10.0.0.1");
  EXPECT_EQ(host->overrode->origin.ToString(), "Service shop/redis");
}

TEST_F(ResolverTest, MarksWhatIsBuiltFromASecret) {
  Load(kPod);
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_TRUE(container->environment.Find("K_TOKEN")->secret);
  EXPECT_TRUE(container->environment.Find("B")->secret);
  EXPECT_FALSE(container->environment.Find("A")->secret);
}

TEST_F(ResolverTest, ListsReferencesThatStay) {
  Load(kPod);
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  ASSERT_EQ(container->environment.unresolved().size(), 1u);
  EXPECT_EQ(container->environment.unresolved()[0].name, "LATER");
  EXPECT_EQ(container->environment.unresolved()[0].field, "spec.containers[0].env[0].value");
  ASSERT_EQ(container->unresolved.size(), 1u);
  EXPECT_EQ(container->unresolved[0].field, "spec.containers[0].command[2]");
  EXPECT_EQ(container->command[0].text, "own2");
  EXPECT_EQ(container->command[1].text, "6379");
}

constexpr std::string_view kIncomplete = R"yaml(
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: c
        env:
        - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
        - {name: KEY, valueFrom: {configMapKeyRef: {name: settings, key: k}}}
        - {name: OPTIONAL, valueFrom: {configMapKeyRef: {name: settings, key: k, optional: true}}}
        - {name: HOST, value: "$(REDIS_SERVICE_HOST)"
    }
        - {name: MASTER, value: "$(KUBERNETES_SERVICE_HOST)"}
        - {name: TYPO, value: "$(NO_SUCH_THING)"}
        - {name: USES, value: "<$(KEY)>"}
        - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
        - {name: HASH, valueFrom: {fieldRef: {fieldPath: "metadata.labels['pod-template-hash']"}}}
        - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
)yaml";

TEST_F(ResolverTest, ObjectsNotInTheInputAreUnknown) {
  Load(kIncomplete);
  const auto container = Resolve(/*complete=*/false);
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(Value(*container, "NAME"),
            "<unknown: the name of a Deployment's pod is known only at run time>");
  EXPECT_EQ(Value(*container, "IP"), "<unknown: the pod's IP is known only at run time>");
  EXPECT_EQ(Value(*container, "KEY"), "<unknown: ConfigMap shop/settings is not in the input>");
  EXPECT_EQ(Value(*container, "OPTIONAL"), "<not set>");
  EXPECT_EQ(Value(*container, "HOST"),
            "<unknown: $(REDIS_SERVICE_HOST): no Service in the input sets REDIS_SERVICE_HOST>");
  EXPECT_EQ(
      Value(*container, "MASTER"),
      "<unknown: $(KUBERNETES_SERVICE_HOST): Service default/kubernetes is not in the input>");
  EXPECT_EQ(Value(*container, "TYPO"), "$(NO_SUCH_THING)");
  EXPECT_EQ(Value(*container, "USES"), "<unknown: ConfigMap shop/settings is not in the input>");
  EXPECT_EQ(Value(*container, "APP"), "web");
  EXPECT_EQ(Value(*container, "HASH"),
            "<unknown: label pod-template-hash of a Deployment's pod is known only at run time>");
  EXPECT_EQ(Value(*container, "CPU"),
            "<unknown: limits.cpu defaults to the node's value, but no Node is in the input>");
}

// As for a live cluster: the objects are complete, except for unreadable ones; no pod is running.
TEST_F(ResolverTest, TakesWhatMayNotBeReadAsUnknown) {
  Load(kIncomplete);
  cluster_.AddUnreadable("ConfigMap", "shop", "settings");
  cluster_.AddUnreadable("Service", "shop", "");
  cluster_.AddUnreadable("Node", "", "");
  ResolveOptions options;
  options.facts_complete = false;
  const Workload& workload = cluster_.workloads().front();
  const auto container =
      Resolver(cluster_, options).Resolve(workload, workload.pod.spec.containers.front(), facts_);
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(Value(*container, "IP"), "<unknown: the pod's IP is known only at run time>");
  EXPECT_EQ(Value(*container, "KEY"), "<unknown: ConfigMap shop/settings cannot be read>");
  EXPECT_EQ(Value(*container, "OPTIONAL"), "<unknown: ConfigMap shop/settings cannot be read>");
  EXPECT_EQ(Value(*container, "HOST"),
            "<unknown: $(REDIS_SERVICE_HOST): the Services of namespace shop cannot be read>");
  EXPECT_EQ(Value(*container, "MASTER"), "$(KUBERNETES_SERVICE_HOST)");  // missing
  EXPECT_EQ(Value(*container, "TYPO"), "$(NO_SUCH_THING)");
  EXPECT_EQ(Value(*container, "APP"), "web");
}

TEST_F(ResolverTest, DoesNotUseWhatIsNotToBeKnown) {
  Load(R"(
apiVersion: v1
kind: Secret
metadata: {name: db}
stringData: {PASSWORD: hunter2}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    envFrom: [{secretRef: {name: db}}]
    env:
    - {name: KEY, valueFrom: {secretKeyRef: {name: db, key: PASSWORD}}}
    - {name: URL, value: "redis://:$(KEY)@localhost"}
)");
  cluster_.AddUnreadable("Secret", "default", "db", "is nobody's business");
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(Value(*container, "KEY"), "<unknown: Secret default/db is nobody's business>");
  EXPECT_EQ(Value(*container, "URL"), "<unknown: Secret default/db is nobody's business>");
  EXPECT_EQ(Value(*container, "PASSWORD"), "<not set>");
  ASSERT_EQ(container->environment.unknown_sources().size(), 1u);
  EXPECT_EQ(container->environment.unknown_sources()[0].why, "is nobody's business");
}

TEST_F(ResolverTest, ARunningPodOfALiveClusterMissesWhatIsNotThere) {
  Load(kIncomplete);
  ResolveOptions options;
  options.facts_complete = false;
  const Workload& workload = cluster_.workloads().front();
  const auto container =
      Resolver(cluster_, options).Resolve(workload, workload.pod.spec.containers.front(), facts_);
  EXPECT_EQ(FromStatus(container.status()).code, "missing-object");
}

TEST_F(ResolverTest, FailsOnMissingObjectsIfTheInputIsComplete) {
  Load(kIncomplete);
  const auto container = Resolve();
  ASSERT_FALSE(container.ok());
  const Diagnostic error = FromStatus(container.status());
  EXPECT_EQ(error.code, "missing-object");
  EXPECT_EQ(error.message, "ConfigMap shop/settings not found");
  EXPECT_EQ(error.field, "spec.template.spec.containers[0].env[2].valueFrom.configMapKeyRef.name");
  EXPECT_EQ(cluster_.sources().Locate(error.position).line, 14u);
}

// Each variable repeats the previous one twice.
TEST_F(ResolverTest, FailsOnVariablesThatRepeatOneAnother) {
  std::string env = "{name: V, value: 'twelve bytes'}";
  for (int i = 0; i < 60; ++i) env += ", {name: V, value: '$(V)$(V)'}";
  const auto load = [&](std::string_view args) {
    cluster_ = Cluster();
    Load("{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, env: [" +
         env + "], args: [" + std::string(args) + "]}]}}");
  };
  load("");
  const Diagnostic of_env = FromStatus(Resolve().status());
  EXPECT_EQ(of_env.code, "env-too-large");
  EXPECT_EQ(of_env.field, "spec.containers[0].env[22].value");
  EXPECT_EQ(of_env.message,
            "references expand to more than 64 MiB; the kernel limits arguments and environment to "
            "6 MiB");

  env = "{name: V, value: " + std::string(1 << 20, 'x') + "}";
  std::string args;
  for (int i = 0; i < 65; ++i) args += "$(V), ";
  load(args);
  EXPECT_EQ(FromStatus(Resolve().status()).field, "spec.containers[0].args[64]");
}

// Resolve returns the first of several failures, and ResolveWithFailures returns all of them.
TEST_F(ResolverTest, GoesOnAfterFailures) {
  Load(
      R"yaml({apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {containers: [{
    name: c, args: ["$(OK)", "$(E)", "$(GONE)"],
    envFrom: [{configMapRef: {name: nowhere}}],
    env: [{name: Z, value: "a\0b"}, {name: A, value: "c\0d"},
          {name: E, valueFrom: {fieldRef: {fieldPath: status.phase}}},
          {name: S, valueFrom: {secretKeyRef: {name: keys, key: k}}},
          {name: OK, value: fine}]}]}})yaml");
  EXPECT_EQ(FromStatus(Resolve().status()).code, "missing-object");
  const Workload& workload = cluster_.workloads().front();
  const PartlyResolvedContainer partly =
      Resolver(cluster_, {})
          .ResolveWithFailures(workload, workload.pod.spec.containers.front(), facts_);
  const ResolvedContainer& resolved = partly.container;
  std::vector<std::string> seen;
  for (const Diagnostic& failure : partly.failures) {
    seen.push_back(failure.code + " " + failure.field);
  }
  EXPECT_EQ(seen, (std::vector<std::string>{
                      "missing-object spec.containers[0].envFrom[0].configMapRef.name",
                      "field-unsupported spec.containers[0].env[2].valueFrom.fieldRef.fieldPath",
                      "missing-object spec.containers[0].env[3].valueFrom.secretKeyRef.name",
                      "value-with-nul spec.containers[0].env[1]",
                      "value-with-nul spec.containers[0].env[0]"}));
  for (const char* name : {"A", "E", "S", "Z"}) {
    EXPECT_EQ(resolved.environment.Find(name)->cause, UnknownCause::kFailed) << name;
    EXPECT_EQ(resolved.environment.Find(name)->value, "") << name;
  }
  EXPECT_TRUE(resolved.environment.Find("S")->secret);
  EXPECT_EQ(Value(resolved, "OK"), "fine");
  EXPECT_EQ(resolved.args[0].text, "fine");
  EXPECT_EQ(resolved.args[1].cause, UnknownCause::kFailed);
  EXPECT_EQ(resolved.args[2].cause, UnknownCause::kFailed);
  EXPECT_TRUE(resolved.unresolved.empty());
}

TEST_F(ResolverTest, SaysWhyAValueIsNotKnown) {
  Load(
      R"yaml({apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {containers: [{
    name: c, args: ["$(S)", "$(DB_SERVICE_HOST)"],
    env: [{name: M, valueFrom: {configMapKeyRef: {name: map, key: k}}},
          {name: S, valueFrom: {secretKeyRef: {name: keys, key: k}}},
          {name: G, valueFrom: {secretKeyRef: {name: gone, key: k}}},
          {name: P, valueFrom: {fieldRef: {fieldPath: status.podIP}}},
          {name: F, valueFrom: {fileKeyRef: {volumeName: v, path: f, key: k}}},
          {name: R, value: "x$(S)"}, {name: OK, value: x}]}]}})yaml");
  cluster_.AddUnreadable("Secret", "shop", "keys");
  const auto resolved = Resolve(/*complete=*/false);
  ASSERT_TRUE(resolved.ok()) << resolved.status();
  const auto cause = [&](std::string_view name) { return resolved->environment.Find(name)->cause; };
  EXPECT_EQ(cause("M"), UnknownCause::kNotInInput);
  EXPECT_EQ(cause("S"), UnknownCause::kUnreadSecret);
  EXPECT_EQ(cause("G"), UnknownCause::kNotInInput);
  EXPECT_EQ(cause("P"), UnknownCause::kRuntime);
  EXPECT_EQ(cause("F"), UnknownCause::kFile);
  EXPECT_EQ(cause("R"), UnknownCause::kUnreadSecret);
  EXPECT_EQ(cause("OK"), UnknownCause::kNone);
  EXPECT_EQ(resolved->args[0].cause, UnknownCause::kUnreadSecret);
  EXPECT_EQ(resolved->args[1].cause, UnknownCause::kNotInInput);
}

TEST_F(ResolverTest, KeepsAServiceOfAnotherNamespaceUnresolved) {
  Load(R"yaml(
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: other}
spec: {clusterIP: 10.0.0.1, ports: [{port: 6379}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {containers: [{name: c, args: ["$(REDIS_SERVICE_HOST)"]}]
}
)yaml");
  const auto container = Resolve(/*complete=*/false);
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(container->args[0].text, "$(REDIS_SERVICE_HOST)");
  EXPECT_EQ(container->args[0].unknown, "");
  EXPECT_EQ(container->unresolved.size(), 1u);
}

}  // namespace
}  // namespace svcenv
