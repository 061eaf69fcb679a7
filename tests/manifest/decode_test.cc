#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// The only workload of a valid manifest.
struct Loaded {
  explicit Loaded(std::string text)
      : diagnostics(LoadManifest("pod.yaml", std::move(text), {}, &cluster).diagnostics) {}
  const Pod& pod() const { return cluster.workloads()[0].pod; }
  std::vector<std::pair<std::string_view, std::string_view>> Unexpanded() const {
    std::vector<std::pair<std::string_view, std::string_view>> result;
    for (const FieldText& text : pod().spec.containers.at(0).unexpanded) {
      result.emplace_back(text.field, text.text.text);
    }
    return result;
  }
  std::string Place(Position position) const {
    return cluster.sources().Locate(position).ToString();
  }

  Cluster cluster;
  Diagnostics diagnostics;
};

constexpr char kHead[] = "{apiVersion: v1, kind: Pod, metadata: {name: p},\n";

Loaded LoadContainer(std::string_view fields) {
  return Loaded(std::string(kHead) + "spec: {containers: [{name: c,\n" + std::string(fields) +
                "}]}}");
}

TEST(DecodeTest, TextsWithADollarInWhichNothingIsExpandedAreKept) {
  const Loaded loaded = LoadContainer(R"(
    image: 'redis:$(TAG)', workingDir: /srv/$(APP), command: [$(A)], env: [{name: A, value: $(B)}],
    ports: [{name: a, containerPort: 1}, {name: $(P), containerPort: 2}],
    volumeMounts: [{name: v, mountPath: /$(M), subPath: $(S), subPathExpr: $(E)}],
    livenessProbe: {exec: {command: [$(X)]}},
    readinessProbe: {httpGet: {path: /$(H), port: $(N), httpHeaders: [{name: h, value: $(V)}]}},
    startupProbe: {grpc: {port: 80, service: '${G}'}},
    lifecycle: {postStart: {exec: {command: [sh, '$(C)']}}, preStop: {sleep: {seconds: 3}}})");
  EXPECT_THAT(loaded.diagnostics, IsEmpty());
  EXPECT_THAT(loaded.Unexpanded(),
              ElementsAre(Pair("image", "redis:$(TAG)"), Pair("workingDir", "/srv/$(APP)"),
                          Pair("readinessProbe.httpGet.path", "/$(H)"),
                          Pair("readinessProbe.httpGet.port", "$(N)"),
                          Pair("readinessProbe.httpGet.httpHeaders[0].value", "$(V)"),
                          Pair("startupProbe.grpc.service", "${G}"),
                          Pair("lifecycle.postStart.exec.command[1]", "$(C)"),
                          Pair("ports[1].name", "$(P)"), Pair("volumeMounts[0].mountPath", "/$(M)"),
                          Pair("volumeMounts[0].subPath", "$(S)")));
  EXPECT_EQ(loaded.Place(loaded.pod().spec.containers[0].unexpanded[0].text.position),
            "pod.yaml:4:12");
}

TEST(DecodeTest, NestingThatNoFieldHasIsNotFollowed) {
  std::string value = "$(A)";
  for (int i = 0; i < 3000; ++i) value = "{a: " + value + "}";
  EXPECT_THAT(LoadContainer("lifecycle: " + value).Unexpanded(), IsEmpty());
}

TEST(DecodeTest, PortsOfContainers) {
  const Loaded loaded =
      LoadContainer("ports: [{containerPort: 80, protocol: UDP, hostPort: 8080}]");
  const std::vector<ContainerPort>& ports = loaded.pod().spec.containers[0].ports;
  ASSERT_EQ(ports.size(), 1u);
  EXPECT_EQ(ports[0].container_port, 80);
  EXPECT_EQ(ports[0].host_port, 8080);
  EXPECT_EQ(ports[0].protocol.text, "UDP");
  EXPECT_EQ(loaded.Place(ports[0].position), "pod.yaml:3:25");
}

TEST(DecodeTest, VolumesHaveTheKindOfTheirOtherField) {
  const Loaded loaded(std::string(kHead) +
                      "spec: {volumes: [{name: a, emptyDir: {}}, {configMap: {name: m}, name: b},"
                      "{name: c, secret: null}]}}");
  std::vector<std::pair<std::string_view, std::string_view>> volumes;
  for (const Volume& volume : loaded.pod().spec.volumes) {
    volumes.emplace_back(volume.name.text, volume.kind);
  }
  EXPECT_THAT(volumes, ElementsAre(Pair("a", "emptyDir"), Pair("b", "configMap"), Pair("c", "")));
}

TEST(DecodeTest, StartedContainsTheRunningContainers) {
  const Loaded loaded(std::string(kHead) + R"(status: {
    containerStatuses: [
      {name: web, state: {running: {startedAt: '2026-01-02T03:04:05Z'}}},
      {name: old, state: {terminated: {startedAt: '2026-01-01T00:00:00Z'}}}],
    initContainerStatuses: [
      {name: sidecar, state: {running: {startedAt: '2026-01-02T03:04:00Z'}}}],
    ephemeralContainerStatuses: [{name: debug, state: {waiting: {reason: x}}}]}})");
  EXPECT_THAT(loaded.diagnostics, IsEmpty());
  std::vector<std::pair<std::string_view, std::string_view>> started;
  for (const Entry& entry : loaded.pod().status.started) {
    started.emplace_back(entry.key, entry.value);
  }
  EXPECT_THAT(started, ElementsAre(Pair("sidecar", "2026-01-02T03:04:00Z"),
                                   Pair("web", "2026-01-02T03:04:05Z")));
}

TEST(DecodeTest, UnknownFieldsAreReportedOnlyOnRequest) {
  EXPECT_THAT(LoadContainer("env: [{name: A, valeu: x}]").diagnostics, IsEmpty());
}

TEST(DecodeTest, AVariableWithoutANameHasThePlaceOfItsMap) {
  const Loaded loaded = LoadContainer("env: [{value: x}]");
  const EnvVar& variable = loaded.pod().spec.containers[0].env[0];
  EXPECT_EQ(variable.name.text, "");
  EXPECT_EQ(loaded.Place(variable.name.position), "pod.yaml:3:7");
}

}  // namespace
}  // namespace svcenv
