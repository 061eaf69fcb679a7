// Computes all results for manifests and requests that end at a protected page.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/review.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/batch/batch.h"
#include "svcenv/check/lint.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"
#include "svcenv/render/format.h"
#include "tests/bounds/guarded_text.h"

namespace svcenv {
namespace {

constexpr std::string_view kManifest = R"yaml(apiVersion: v1
kind: Service
metadata: {name: redis, labels: {app: r}}
spec: {clusterIP: 10.0.0.1, ports: [{port: 6379, name: tcp-main}], selector: {app: r}}
---
apiVersion: v1
kind: Secret
metadata: {name: s}
data: {P: cGFzcw==}
---
apiVersion: v1
kind: Pod
metadata: {name: web, annotations: {svcenv.io/lint-ignore: links-unused}}
spec:
  containers:
  - name: c
    image: example.com/web:1
    command: [sh, -c, "${HOME} $(URL)"]
    resources: {limits: {cpu: 500m, memory: 1.5Gi}}
    env:
    - {name: M, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
    - {name: Q, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['x']"}}}
    - {name: P, valueFrom: {secretKeyRef: {name: s, key: P}}}
    - name: URL
      value: redis://$(REDIS_SERVICE_HOST):$(REDIS_SERVICE_PORT_TCP_MAIN)/$(NONE))yaml";

// Returns everything that svcenv computes and writes for a manifest.
std::string Compute(Bytes bytes, int threads) {
  Cluster cluster;
  LoadOptions options;
  options.unknown_fields = LoadOptions::UnknownFields::kReported;
  options.threads = threads;
  Diagnostics diagnostics = LoadManifest("f", std::move(bytes), options, &cluster).diagnostics;
  const Resolver resolver(cluster, {});
  std::vector<Result> results;
  std::vector<LintSubject> subjects;
  for (const Workload& workload : cluster.workloads()) {
    for (const Container& container : workload.pod.spec.containers) {
      subjects.push_back({&workload, &container, {}});
      results.push_back(
          ContainerResult(workload, container, resolver.Resolve(workload, container, {})));
    }
  }
  std::vector<const Service*> services;
  for (const Service& service : cluster.services()) services.push_back(&service);
  LintOptions lint;
  lint.threads = threads;
  AppendDiagnostics(Lint(cluster, lint, subjects, services), &diagnostics);
  StringOutput output;
  RenderOptions shown;
  shown.mask_secrets = false;
  for (const Format& format : Formats()) {
    if (!CheckFormat(format, results, shown).ok()) continue;
    format.write(results, shown, &output);
  }
  std::string text = output.Take();
  for (const Diagnostic& one : diagnostics) text += FormatDiagnostic(one, cluster.sources());
  return text;
}

Bytes BytesOf(std::string_view text) {
  return Bytes(text.data(), text.size(), [](const char*, size_t) {});
}

TEST(ObjectsBoundsTest, Manifest) {
  EXPECT_TRUE(absl::StrContains(Compute(BytesOf(kManifest), 1), "redis://10.0.0.1:6379"));
  ExpectStaysWithin(
      kManifest, [](std::string_view text) { return Compute(BytesOf(text), 1); },
      /*step=*/31);
}

// Splits texts between threads.
TEST(ObjectsBoundsTest, LargeManifests) {
  constexpr size_t kBytes = 3 << 20;
  const std::string padding(900, 'x');
  std::string yaml, json = R"({"apiVersion": "v1", "kind": "List", "items": [)";
  for (int i = 0; yaml.size() < kBytes; ++i) {
    absl::StrAppend(&yaml, "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c", i,
                    "}\ndata: {a: ", padding, "}\n");
    absl::StrAppend(&json, i == 0 ? "\n" : ",\n",
                    R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c)", i,
                    R"("}, "data": {"a": ")", padding, "\"}}");
  }
  absl::StrAppend(&yaml, "---\n", kManifest);
  json += "]}";
  const std::string comment = absl::StrCat("\n", std::string(kBytes, '\n'));
  for (const std::string& text : {yaml, json, absl::StrCat(kManifest, comment)}) {
    const std::string expected = Compute(text, 1);
    for (const size_t more : {size_t{0}, 4096 - text.size() % 4096}) {
      const GuardedText guarded(absl::StrCat(text, std::string(more, '\n')));
      for (const int threads : {1, 4}) EXPECT_EQ(Compute(guarded.bytes(), threads), expected);
    }
  }
}

TEST(ObjectsBoundsTest, Requests) {
  constexpr std::string_view kRequest =
      R"json({"id": 1.50, "objects": [{"apiVersion": "v1", "kind": "Pod",
 "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c",
 "env": [{"name": "A", "value": "$(B)é"}]}]}}]})json";
  ExpectStaysWithin(kRequest,
                    [](std::string_view text) { return AnswerRequest(text, DefaultVersion(), 1); });
  constexpr std::string_view kReview =
      R"json({"apiVersion": "admission.k8s.io/v1",
 "kind": "AdmissionReview", "request": {"uid": "u", "operation": "CREATE", "namespace": "n",
 "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
 "spec": {"containers": [{"name": "c", "args": ["$(A)"]}]}}}})json";
  const Snapshot snapshot(std::make_shared<Cluster>());
  Policy policy;
  policy.links = LinksPolicy::kMinimal;
  ExpectStaysWithin(kReview,
                    [&](std::string_view text) { return Review(text, snapshot, policy).json; });
}

TEST(ObjectsBoundsTest, Policies) {
  constexpr std::string_view kPolicy =
      "links: minimal\nexempt: {namespaces: [kube-system], labels: 'a in (b)', images: "
      "['(^|/)x$']}\n"
      "limits: {stack: 8388608}\nwarn: [links-unused]";
  ExpectStaysWithin(kPolicy, [](std::string_view text) {
    Sources sources;
    const uint32_t file = sources.Add("p", BytesOf(text));
    const ParsedPolicy parsed = ReadPolicy(sources, file);
    std::string result;
    for (const Diagnostic& one : parsed.errors) result += FormatDiagnostic(one, sources);
    return result;
  });
}

}  // namespace
}  // namespace svcenv
