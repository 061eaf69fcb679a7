// Tests docs/templates-to-pods.md: fields that controllers and admission plugins change in a pod.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/env/resolver.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

class TemplateToPodTest : public ::testing::Test {
 protected:
  void Load(std::string_view text, int minor = 37) {
    version_ = &KnownVersions()[static_cast<size_t>(minor - KnownVersions().front().minor)];
    LoadOptions options;
    options.version = version_;
    const LoadResult loaded = LoadManifest("test.yaml", std::string(text), options, &cluster_);
    EXPECT_TRUE(loaded.ok()) << FormatDiagnostic(*FirstError(loaded.diagnostics),
                                                 cluster_.sources());
  }

  ResolvedContainer Resolve(size_t container = 0) {
    ResolveOptions options;
    options.version = version_;
    options.complete = true;
    options.facts_complete = false;
    const Workload& workload = cluster_.workloads().front();
    const Resolver resolver(cluster_, options);
    PartlyResolvedContainer resolved =
        resolver.ResolveWithFailures(workload, *AllContainers(workload.pod.spec)[container], {});
    for (const Diagnostic& d : resolved.failures) ADD_FAILURE() << d.message;
    return std::move(resolved.container);
  }

  static std::string Value(const ResolvedContainer& container, std::string_view name) {
    const auto variable = container.environment.Find(name);
    if (!variable) return "<not set>";
    if (!variable->known()) return "<unknown>";
    return std::string(variable->value);
  }

  // Returns the value of a variable `V` that reads the field at `path`.
  std::string Field(std::string_view workload, std::string_view path, int minor = 37) {
    cluster_ = Cluster();
    Load(
        absl::StrReplaceAll(workload, {{"ENV", absl::StrCat("env: [{name: V, valueFrom: {fieldRef: "
                                                            "{fieldPath: \"",
                                                            path, "\"}}}]")}}),
        minor);
    return Value(Resolve(), "V");
  }
  std::string Label(std::string_view workload, std::string_view key, int minor = 37) {
    return Field(workload, absl::StrCat("metadata.labels['", key, "']"), minor);
  }
  std::string Annotation(std::string_view workload, std::string_view key) {
    return Field(workload, absl::StrCat("metadata.annotations['", key, "']"));
  }

  Cluster cluster_;
  const VersionProfile* version_ = &DefaultVersion();
};

// Returns a workload whose template has these labels.
std::string Template(std::string_view api_version, std::string_view kind, std::string_view spec,
                     std::string_view labels = "{}") {
  return absl::StrCat(
      "{apiVersion: ", api_version, ", kind: ", kind, ", metadata: {name: w}, spec: {", spec,
      "template: {metadata: {labels: ", labels, "}, spec: {containers: [{name: c, ENV}]}}}}");
}
std::string Job(std::string_view spec) { return Template("batch/v1", "Job", spec); }

constexpr std::string_view kIndexedJob = R"yaml(
apiVersion: batch/v1
kind: Job
metadata: {name: shard}
spec:
  completionMode: Indexed
  template:
    spec:
      initContainers:
      - {name: prep, args: ["$(JOB_COMPLETION_INDEX)"]}
      containers:
      - name: work
        args: ["--part=$(JOB_COMPLETION_INDEX)"]
        env: [{name: PART, value: "p-$(JOB_COMPLETION_INDEX)"}]
      - name: own
        args: ["$(JOB_COMPLETION_INDEX)"]
        env: [{name: JOB_COMPLETION_INDEX, value: "7"}]
)yaml";

// kubernetes#121523.
TEST_F(TemplateToPodTest, IndexIsAppendedToEnvOfAnIndexedJob) {
  Load(kIndexedJob);
  for (const size_t container : {0, 1}) {
    const ResolvedContainer resolved = Resolve(container);
    EXPECT_EQ(Value(resolved, "JOB_COMPLETION_INDEX"), "<unknown>");
    EXPECT_NE(resolved.args[0].unknown, "");
    EXPECT_THAT(resolved.unresolved, ::testing::IsEmpty());
  }
  const ResolvedContainer work = Resolve(1);
  EXPECT_EQ(Value(work, "PART"), "p-$(JOB_COMPLETION_INDEX)");
  EXPECT_EQ(work.environment.unresolved().size(), 1u);
  EXPECT_EQ(work.environment.Find("JOB_COMPLETION_INDEX")->origin.ToString(),
            "Job controller, field "
            "metadata.labels['batch.kubernetes.io/job-completion-index']");
  const ResolvedContainer own = Resolve(2);
  EXPECT_EQ(Value(own, "JOB_COMPLETION_INDEX"), "7");
  EXPECT_EQ(own.args[0].text, "7");
}

TEST_F(TemplateToPodTest, IndexIsAppendedByTheJobControllerOnly) {
  const auto index = [&](std::string_view spec, int minor) {
    cluster_ = Cluster();
    Load(absl::StrReplaceAll(Job(spec), {{"ENV", "args: [\"$(JOB_COMPLETION_INDEX)\"]"}}), minor);
    const ResolvedContainer resolved = Resolve();
    if (!resolved.unresolved.empty()) return std::string("unresolved");
    return Value(resolved, "JOB_COMPLETION_INDEX");
  };
  EXPECT_EQ(index("", 37), "unresolved");
  EXPECT_EQ(index("completionMode: NonIndexed, ", 37), "unresolved");
  EXPECT_EQ(index("completionMode: Indexed, managedBy: kubernetes.io/job-controller, ", 37),
            "<unknown>");
  // Another controller may do the same.
  EXPECT_EQ(index("completionMode: Indexed, managedBy: example.com/jobs, ", 37), "<not set>");
  EXPECT_EQ(index("completionMode: Indexed, managedBy: example.com/jobs, ", 31), "<unknown>");
}

TEST_F(TemplateToPodTest, LabelsOfJobs) {
  EXPECT_EQ(Label(Job(""), "job-name"), "w");
  EXPECT_EQ(Label(Job(""), "batch.kubernetes.io/job-name"), "w");
  EXPECT_EQ(Label(Job("manualSelector: true, "), "job-name"), "");
  EXPECT_EQ(Label(Job(""), "controller-uid"), "<unknown>");
  EXPECT_EQ(Label(Job(""), "batch.kubernetes.io/controller-uid"), "<unknown>");
  constexpr std::string_view kIndex = "batch.kubernetes.io/job-completion-index";
  EXPECT_EQ(Label(Job(""), kIndex), "");
  EXPECT_EQ(Label(Job("completionMode: Indexed, "), kIndex), "<unknown>");
  EXPECT_EQ(Label(Template("batch/v1", "Job", "completionMode: Indexed, ",
                           "{batch.kubernetes.io/job-completion-index: \"9\"}"),
                  kIndex),
            "<unknown>");
  EXPECT_EQ(Label(Job("managedBy: example.com/jobs, "), kIndex), "<unknown>");
}

TEST_F(TemplateToPodTest, AnnotationsOfJobs) {
  constexpr std::string_view kIndex = "batch.kubernetes.io/job-completion-index";
  constexpr std::string_view kCount = "batch.kubernetes.io/job-index-failure-count";
  EXPECT_EQ(Annotation(Job(""), kIndex), "");
  EXPECT_EQ(Annotation(Job("completionMode: Indexed, "), kIndex), "<unknown>");
  EXPECT_EQ(Annotation(Job("completionMode: Indexed, "), kCount), "");
  EXPECT_EQ(Annotation(Job("completionMode: Indexed, backoffLimitPerIndex: 1, "), kCount),
            "<unknown>");
  EXPECT_EQ(Annotation(Job("completionMode: Indexed, backoffLimitPerIndex: null, "), kCount), "");
}

TEST_F(TemplateToPodTest, NamesOfJobsThatOthersCreateAreNotKnown) {
  EXPECT_EQ(Label("{apiVersion: batch/v1, kind: CronJob, metadata: {name: w}, spec: {jobTemplate: "
                  "{spec: {template: {spec: {containers: [{name: c, ENV}]}}}}}}",
                  "job-name"),
            "<unknown>");
  EXPECT_EQ(Label("{apiVersion: keda.sh/v1alpha1, kind: ScaledJob, metadata: {name: w}, spec: "
                  "{jobTargetRef: {template: {spec: {containers: [{name: c, ENV}]}}}}}",
                  "job-name"),
            "<unknown>");
}

TEST_F(TemplateToPodTest, LabelsOfControllersOverrideTheTemplates) {
  const struct {
    std::string_view api_version, kind, key;
  } kCases[] = {
      {"apps/v1", "Deployment", "pod-template-hash"},
      {"apps/v1", "StatefulSet", "apps.kubernetes.io/pod-index"},
      {"apps/v1", "StatefulSet", "statefulset.kubernetes.io/pod-name"},
      {"apps/v1", "StatefulSet", "controller-revision-hash"},
      {"apps/v1", "DaemonSet", "controller-revision-hash"},
      {"apps/v1", "DaemonSet", "pod-template-generation"},
      {"argoproj.io/v1alpha1", "Rollout", "rollouts-pod-template-hash"},
      {"leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", "leaderworkerset.sigs.k8s.io/name"},
  };
  for (const auto& test : kCases) {
    if (test.kind == "LeaderWorkerSet") continue;  // its template is elsewhere
    const std::string labels = absl::StrCat("{", test.key, ": \"1\", app: a}");
    EXPECT_EQ(Label(Template(test.api_version, test.kind, "", labels), test.key), "<unknown>");
    EXPECT_EQ(Label(Template(test.api_version, test.kind, "", labels), "app"), "a");
  }
  EXPECT_EQ(Label(Template("apps/v1", "ReplicaSet", ""), "pod-template-hash"), "");
}

TEST_F(TemplateToPodTest, TopologyLabelsComeFromTheNode) {
  constexpr std::string_view kZone = "topology.kubernetes.io/zone";
  const std::string written =
      Template("apps/v1", "Deployment", "", "{topology.kubernetes.io/zone: mine}");
  EXPECT_EQ(Label(written, kZone, 34), "mine");
  EXPECT_EQ(Label(written, kZone, 35), "<unknown>");
  const auto pod = [](std::string_view meta, std::string_view labels) {
    return absl::StrCat("{apiVersion: v1, kind: Node, metadata: {name: one, labels: ", labels,
                        "}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: p", meta,
                        "}, spec: {nodeName: one, containers: [{name: c, ENV}]}}");
  };
  EXPECT_EQ(Label(pod("", "{topology.kubernetes.io/zone: a}"), kZone), "a");
  EXPECT_EQ(Label(pod("", "{}"), kZone), "");
  EXPECT_EQ(Label(pod("", "{topology.kubernetes.io/zone: a}"), kZone, 34), "");
  // An existing pod already has its labels.
  EXPECT_EQ(Label(pod(", uid: u", "{topology.kubernetes.io/zone: a}"), kZone), "");
}

TEST_F(TemplateToPodTest, LimitRangesSetLimitsAndRequests) {
  constexpr std::string_view kRange = R"yaml(
apiVersion: v1
kind: LimitRange
metadata: {name: defaults, namespace: shop}
spec:
  limits:
  - type: Container
    default: {cpu: 500m, memory: 256Mi}
    defaultRequest: {cpu: 100m, memory: 64Mi}
---
)yaml";
  constexpr std::string_view kPod = R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: go, namespace: shop UID}
spec:
  containers:
  - name: app
    env:
    - {name: GOMAXPROCS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
    - {name: GOMEMLIMIT, valueFrom: {resourceFieldRef: {resource: limits.memory}}}
    - {name: REQ, valueFrom: {resourceFieldRef: {resource: requests.memory, divisor: 1Mi}}}
    - {name: SET, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['kubernetes.io/limit-ranger']"}}}
)yaml";
  Load(absl::StrCat(kRange, absl::StrReplaceAll(kPod, {{"UID", ""}})));
  const ResolvedContainer created = Resolve();
  EXPECT_EQ(Value(created, "GOMAXPROCS"), "1");
  EXPECT_EQ(Value(created, "GOMEMLIMIT"), "268435456");
  EXPECT_EQ(Value(created, "REQ"), "64");
  EXPECT_EQ(Value(created, "SET"),
            "LimitRanger plugin set: cpu, memory request for container app; cpu, memory limit for "
            "container app");
  // The API server has already changed an existing pod.
  cluster_ = Cluster();
  Load(absl::StrCat(kRange, absl::StrReplaceAll(kPod, {{"UID", ", uid: u"}})));
  EXPECT_EQ(Value(Resolve(), "REQ"), "0");
}

TEST_F(TemplateToPodTest, LimitRangesThatDisagreeLeaveItOpen) {
  std::string text;
  for (const int limit : {1, 2}) {
    absl::StrAppend(&text, "{apiVersion: v1, kind: LimitRange, metadata: {name: l", limit,
                    "}, spec: {limits: [{type: Container, max: {cpu: ", limit, "}}]}}\n---\n");
  }
  absl::StrAppend(&text,
                  "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: "
                  "[{name: c, env: [{name: V, valueFrom: {resourceFieldRef: {resource: "
                  "limits.cpu}}}]}]}}");
  Load(text);
  EXPECT_EQ(Resolve().environment.Find("V")->unknown,
            "LimitRange l1 sets limits.cpu to 1, LimitRange l2 to 2, and either may apply");
}

TEST_F(TemplateToPodTest, ServiceAccounts) {
  EXPECT_EQ(Field(Job(""), "spec.serviceAccountName"), "default");
}

TEST_F(TemplateToPodTest, LinksOfKnativeAreUnknownUnlessSet) {
  constexpr std::string_view kService =
      "{apiVersion: v1, kind: Service, metadata: {name: db}, spec: {clusterIP: 10.0.0.1, ports: "
      "[{port: 1}]}}\n---\n{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: w},"
      " spec: {template: {spec: {LINKS containers: [{name: c, args: [\"$(DB_SERVICE_HOST)\"]}]}}}}";
  Load(absl::StrReplaceAll(kService, {{"LINKS", ""}}));
  ResolvedContainer resolved = Resolve();
  EXPECT_EQ(Value(resolved, "DB_SERVICE_HOST"), "<not set>");
  EXPECT_NE(resolved.args[0].unknown, "");
  cluster_ = Cluster();
  Load(absl::StrReplaceAll(kService, {{"LINKS", "enableServiceLinks: true,"}}));
  EXPECT_EQ(Resolve().args[0].text, "10.0.0.1");
}

TEST_F(TemplateToPodTest, VariablesOfControllersAreUnknownNotMissing) {
  const auto unresolved = [&](std::string_view api_version, std::string_view kind,
                              std::string_view name) {
    cluster_ = Cluster();
    Load(absl::StrReplaceAll(Template(api_version, kind, ""),
                             {{"ENV", absl::StrCat("args: [\"$(", name, ")\"]")}}));
    return Resolve().unresolved.size();
  };
  EXPECT_EQ(unresolved("serving.knative.dev/v1", "Service", "PORT"), 0u);
  EXPECT_EQ(unresolved("serving.knative.dev/v1", "Service", "POT"), 1u);
  EXPECT_EQ(unresolved("example.com/v1", "Widget", "ANY"), 0u);
  EXPECT_EQ(unresolved("argoproj.io/v1alpha1", "Rollout", "ANY"), 1u);
}

TEST_F(TemplateToPodTest, LeaderWorkerSetsReplaceVariables) {
  Load(
      "{apiVersion: leaderworkerset.x-k8s.io/v1, kind: LeaderWorkerSet, metadata: {name: l}, spec: "
      "{leaderWorkerTemplate: {workerTemplate: {spec: {containers: [{name: c, env: [{name: "
      "LWS_GROUP_SIZE, value: '3'}, {name: A, value: '$(LWS_GROUP_SIZE)'}, {name: B, value: b}]}]"
      "}}}}}");
  EXPECT_TRUE(cluster_.workloads().front().replaces_variables);
  const ResolvedContainer resolved = Resolve();
  EXPECT_EQ(Value(resolved, "LWS_GROUP_SIZE"), "<unknown>");
  EXPECT_EQ(Value(resolved, "A"), "<unknown>");
  EXPECT_EQ(Value(resolved, "B"), "b");
}

TEST_F(TemplateToPodTest, PlaceholdersAreUnknown) {
  Load(
      "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {name: w}, spec: {templates: "
      "[{container: {args: ['{{inputs.parameters.a}}', b], env: [{name: A, value: '{{=x}}'}, "
      "{name: B, value: '$(A)'}, {name: C, value: c}], envFrom: [{configMapRef: {name: "
      "'{{workflow.name}}'}}]}}]}}");
  const ResolvedContainer resolved = Resolve();
  EXPECT_EQ(resolved.args[0].unknown, "Argo replaces {{inputs.parameters.a}}");
  EXPECT_EQ(resolved.args[1].text, "b");
  EXPECT_EQ(Value(resolved, "A"), "<unknown>");
  EXPECT_EQ(Value(resolved, "B"), "<unknown>");
  EXPECT_EQ(Value(resolved, "C"), "c");
}

}  // namespace
}  // namespace svcenv
