// Probes and sub-paths, which have their own expansion rules.
#include "gtest/gtest.h"
#include "tests/env/resolver_fixture.h"

namespace svcenv {
namespace {

TEST_F(ResolverTest, GivesProbesTheValuesOfEnvAsWritten) {
  Load(R"yaml(
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.0.0.1, ports: [{port: 6379}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
  - name: c
    env:
    - {name: A, value: $(REDIS_SERVICE_HOST)}
    - {name: F, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    livenessProbe: {exec: {command: [$(A), <$(F)>, $(REDIS_SERVICE_HOST)]}}
)yaml");
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  ASSERT_EQ(container->probes.size(), 1u);
  EXPECT_EQ(container->probes[0].name, "livenessProbe");
  EXPECT_EQ(container->probes[0].command,
            (std::vector<std::string>{"$(REDIS_SERVICE_HOST)", "<>", "$(REDIS_SERVICE_HOST)"}));
}

TEST_F(ResolverTest, RefusesSubPathsWithoutAValue) {
  Load(R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
  - name: c
    env: [{name: EMPTY}, {name: UP, value: ".."}]
    volumeMounts:
    - {name: v, mountPath: /a, subPathExpr: '$(Z)/$(EMPTY)/$(UP)'}
    - {name: v, mountPath: /b, subPathExpr: 'x/$(UP)'}
)yaml");
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  ASSERT_EQ(container->sub_paths.size(), 2u);
  EXPECT_EQ(container->sub_paths[0].error, "missing value for EMPTY, Z");
  EXPECT_EQ(container->sub_paths[1].value.text, "x/..");
  ASSERT_EQ(container->diagnostics.size(), 2u);
  EXPECT_EQ(container->diagnostics[0].code, "subpath-unresolved");
  EXPECT_EQ(container->diagnostics[1].code, "subpath-invalid");
}

}  // namespace
}  // namespace svcenv
