#include "svcenv/check/service_age.h"

#include <memory>
#include <optional>
#include <string>

#include "gtest/gtest.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

constexpr char kObjects[] = R"yaml(
apiVersion: v1
kind: Service
metadata: {name: old, creationTimestamp: "2026-11-24T00:00:00Z"}
spec: {clusterIP: 10.0.0.1, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: new, creationTimestamp: "2026-11-24T02:00:00Z"}
spec: {clusterIP: 10.0.0.2, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: timeless}
spec: {clusterIP: 10.0.0.3, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {LEVEL: info}
---
apiVersion: v1
kind: Node
metadata: {name: n1}
status: {allocatable: {cpu: "4"}}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    envFrom: [{configMapRef: {name: settings}}]
    env:
    - {name: URL, value: "http://$(NEW_SERVICE_HOST)"}
    - {name: CPUS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
status:
  containerStatuses: [{name: app, state: {running: {startedAt: "2026-11-24T01:00:00Z"}}}]
)yaml";

class ServiceAgeTest : public testing::Test {
 protected:
  ServiceAgeTest() { EXPECT_TRUE(LoadManifest("objects.yaml", kObjects, {}, &cluster_).ok()); }

  const Workload& web() const { return *cluster_.FindWorkload("Pod", "default", "web"); }
  const Container& app() const { return web().pod.spec.containers.front(); }
  const Service* Find(const char* name) const { return cluster_.FindService("default", name); }

  Cluster cluster_;
};

TEST_F(ServiceAgeTest, AServiceThatCameLaterIsNewer) {
  EXPECT_EQ(RunsLongerThan(Find("new"), web(), app()), "2026-11-24T01:00:00Z");
  EXPECT_EQ(RunsLongerThan(Find("old"), web(), app()), "");
  EXPECT_EQ(RunsLongerThan(Find("timeless"), web(), app()), "");
  EXPECT_EQ(RunsLongerThan(nullptr, web(), app()), "");
}

TEST_F(ServiceAgeTest, WithoutNewerServicesIsWhatTheContainerStartedWith) {
  const std::unique_ptr<Cluster> past =
      WithoutNewerServices(cluster_, StartTime(web(), app())->value);
  ResolveOptions files;
  files.complete = false;
  for (const ResolveOptions& options : {ResolveOptions(), files}) {
    const auto resolved = Resolver(*past, options).Resolve(web(), app(), {});
    ASSERT_TRUE(resolved.ok()) << resolved.status();
    const auto value = [&](const char* name) {
      const std::optional<Variable> found = resolved->environment.Find(name);
      return found.has_value() ? std::string(found->value) : "none";
    };
    EXPECT_EQ(value("NEW_SERVICE_HOST"), "none");
    EXPECT_EQ(value("URL"), "http://$(NEW_SERVICE_HOST)");
    EXPECT_EQ(value("OLD_SERVICE_HOST"), "10.0.0.1");
    EXPECT_EQ(value("TIMELESS_SERVICE_HOST"), "10.0.0.3");
    EXPECT_EQ(value("LEVEL"), "info");
    EXPECT_EQ(value("CPUS"), "4");  // of the only node
  }
  // The original cluster is unchanged.
  EXPECT_EQ(Find("new")->cluster_ip.text, "10.0.0.2");
}

}  // namespace
}  // namespace svcenv
