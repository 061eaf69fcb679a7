// Finds pods in objects of all kinds, and skips everything else.
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/kubernetes/template_to_pod.h"
#include "svcenv/manifest/custom_kinds.h"
#include "tests/manifest/loading.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Returns "KIND NAME: PATH.CONTAINER NAME" for each container.
std::vector<std::string> Containers(const Cluster& cluster) {
  std::vector<std::string> result;
  for (const Workload& workload : cluster.workloads()) {
    for (const Container* container : AllContainers(workload.pod.spec)) {
      result.push_back(absl::StrCat(workload.kind, " ", workload.meta.name.text, ": ",
                                    workload.path, workload.path.empty() ? "" : ".",
                                    ContainerPath(workload.pod.spec, *container), " ",
                                    container->name.text));
    }
  }
  return result;
}

std::vector<std::string> Containers(std::string_view text) {
  const Loading loading(text);
  EXPECT_THAT(loading.Refused(), IsEmpty()) << text;
  return Containers(loading.cluster);
}

constexpr std::string_view kTemplate = "{spec: {containers: [{name: c}]}}";

TEST(PodPlacesTest, PodTemplates) {
  const struct {
    std::string_view api_version, kind, before, after, path;
  } kCases[] = {
      {"argoproj.io/v1alpha1", "Rollout", "{template: ", "}", "spec.template"},
      {"argoproj.io/v1alpha1", "Experiment", "{templates: [{template: ", "}]}",
       "spec.templates[0].template"},
      {"apps.openshift.io/v1", "DeploymentConfig", "{template: ", "}", "spec.template"},
      {"serving.knative.dev/v1", "Configuration", "{template: ", "}", "spec.template"},
      {"keda.sh/v1alpha1", "ScaledJob", "{jobTargetRef: {template: ", "}}",
       "spec.jobTargetRef.template"},
      {"jobset.x-k8s.io/v1alpha2", "JobSet", "{replicatedJobs: [{template: {spec: {template: ",
       "}}}]}", "spec.replicatedJobs[0].template.spec.template"},
      {"ray.io/v1", "RayService", "{rayClusterConfig: {headGroupSpec: {template: ", "}}}",
       "spec.rayClusterConfig.headGroupSpec.template"},
      {"kubeflow.org/v1", "PyTorchJob", "{pytorchReplicaSpecs: {Worker: {template: ", "}}}",
       "spec.pytorchReplicaSpecs.Worker.template"},
      {"apps.kruise.io/v1alpha1", "CloneSet", "{template: ", "}", "spec.template"},
      {"elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "{nodeSets: [{podTemplate: ", "}]}",
       "spec.nodeSets[0].podTemplate"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(Containers(ObjectWith(test.api_version, test.kind,
                                      absl::StrCat(test.before, kTemplate, test.after))),
                ElementsAre(absl::StrCat(test.kind, " x: ", test.path, ".spec.containers[0] c")));
  }
}

TEST(PodPlacesTest, KindsThatAnotherHasAreNamedWithTheirGroup) {
  EXPECT_THAT(Containers(ObjectWith("serving.knative.dev/v1", "Service",
                                    "{template: {spec: {containers: [{image: a}]}}}")),
              ElementsAre("Service.serving.knative.dev x: spec.template.spec.containers[0] "));
  EXPECT_THAT(Containers(ObjectWith("apps.kruise.io/v1beta1", "StatefulSet",
                                    absl::StrCat("{template: ", kTemplate, "}"))),
              ElementsAre("StatefulSet.apps.kruise.io x: spec.template.spec.containers[0] c"));
  EXPECT_THAT(Containers(ObjectWith("batch.volcano.sh/v1alpha1", "Job",
                                    absl::StrCat("{tasks: [{template: ", kTemplate, "}]}"))),
              ElementsAre("Job.batch.volcano.sh x: spec.tasks[0].template.spec.containers[0] c"));
}

TEST(PodPlacesTest, SeveralTemplates) {
  const Loading loading(ObjectWith(
      "ray.io/v1", "RayCluster",
      absl::StrCat("{workerGroupSpecs: [{template: ", kTemplate, "}, {template: ", kTemplate,
                   "}], headGroupSpec: {template: ", kTemplate, "}}")));
  EXPECT_THAT(Containers(loading.cluster),
              ElementsAre("RayCluster x: spec.workerGroupSpecs[0].template.spec.containers[0] "
                          "workerGroupSpecs[0]/c",
                          "RayCluster x: spec.workerGroupSpecs[1].template.spec.containers[0] "
                          "workerGroupSpecs[1]/c",
                          "RayCluster x: spec.headGroupSpec.template.spec.containers[0] "
                          "headGroupSpec/c"));
  EXPECT_THAT(loading.diagnostics, IsEmpty());
  const Container& worker = loading.cluster.workloads()[1].pod.spec.containers[0];
  EXPECT_EQ(worker.name_in_pod(), "c");
  EXPECT_TRUE(worker.is_called("c"));
  EXPECT_TRUE(worker.is_called("workerGroupSpecs[1]/c"));
  EXPECT_FALSE(worker.is_called("workerGroupSpecs[0]/c"));
}

TEST(PodPlacesTest, ContainersOfOneNameAreNamedByTheirPart) {
  EXPECT_THAT(Containers(ObjectWith("argoproj.io/v1alpha1", "Workflow",
                                    "{templates: [{name: build, container: {image: i}}, "
                                    "{name: test, script: {image: i}, sidecars: [{name: s}]}]}")),
              ElementsAre("Workflow x: spec.templates[0].container build/main",
                          "Workflow x: spec.templates[1].script test/main",
                          "Workflow x: spec.templates[1].sidecars[0] s"));
  EXPECT_THAT(
      Containers(ObjectWith("kubeflow.org/v1", "PyTorchJob",
                            absl::StrCat("{pytorchReplicaSpecs: {Master: {template: ", kTemplate,
                                         "}, Worker: {template: ", kTemplate, "}}}"))),
      ElementsAre("PyTorchJob x: spec.pytorchReplicaSpecs.Master.template.spec."
                  "containers[0] Master/c",
                  "PyTorchJob x: spec.pytorchReplicaSpecs.Worker.template.spec."
                  "containers[0] Worker/c"));
  // Parts of the same name are distinguished by their paths.
  EXPECT_THAT(
      Containers(ObjectWith("ray.io/v1", "RayCluster",
                            absl::StrCat("{workerGroupSpecs: [{groupName: g, template: ", kTemplate,
                                         "}, {groupName: g, template: ", kTemplate, "}]}"))),
      ElementsAre("RayCluster x: spec.workerGroupSpecs[0].template.spec.containers[0] "
                  "spec.workerGroupSpecs[0].template/c",
                  "RayCluster x: spec.workerGroupSpecs[1].template.spec.containers[0] "
                  "spec.workerGroupSpecs[1].template/c"));
}

TEST(PodPlacesTest, ASecondObjectOfTheNameIsReportedOnce) {
  const std::string object =
      ObjectWith("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet",
                 absl::StrCat("{leaderWorkerTemplate: {leaderTemplate: ", kTemplate,
                              ", workerTemplate: ", kTemplate, "}}"));
  const Loading loading(absl::StrCat(object, "\n---\n", object));
  ASSERT_EQ(loading.diagnostics.size(), 1u);
  EXPECT_EQ(loading.diagnostics[0].code, "duplicate-object");
  EXPECT_EQ(loading.cluster.workloads().size(), 2u);
}

TEST(PodPlacesTest, ArgoWorkflows) {
  EXPECT_THAT(Containers(ObjectWith("argoproj.io/v1alpha1", "Workflow",
                                    "{templates: [{name: a, container: {image: i}, "
                                    "initContainers: [{name: i}], sidecars: [{name: s}]}, "
                                    "{name: b, script: {image: i, source: 'echo $(A)'}}, "
                                    "{name: c, containerSet: {containers: [{name: one}]}}, "
                                    "{name: d, dag: {tasks: []}}]}")),
              ElementsAre("Workflow x: spec.templates[0].initContainers[0] i",
                          "Workflow x: spec.templates[0].container a/main",
                          "Workflow x: spec.templates[0].sidecars[0] s",
                          "Workflow x: spec.templates[1].script b/main",
                          "Workflow x: spec.templates[2].containerSet.containers[0] one"));
  EXPECT_THAT(Containers(ObjectWith("argoproj.io/v1alpha1", "CronWorkflow",
                                    "{workflowSpec: {templates: [{container: {image: i}}]}}")),
              ElementsAre("CronWorkflow x: spec.workflowSpec.templates[0].container main"));
}

TEST(PodPlacesTest, TektonTasks) {
  EXPECT_THAT(Containers(ObjectWith("tekton.dev/v1", "Task",
                                    "{steps: [{name: build}, {image: i}], sidecars: [{name: s}], "
                                    "stepTemplate: {env: []}}")),
              ElementsAre("Task x: spec.steps[0] build", "Task x: spec.steps[1] unnamed-1",
                          "Task x: spec.sidecars[0] s"));
  EXPECT_THAT(Containers(ObjectWith(
                  "tekton.dev/v1", "PipelineRun",
                  "{pipelineSpec: {tasks: [{taskSpec: {steps: [{name: a}]}}, "
                  "{taskRef: {name: t}}], finally: [{taskSpec: {steps: [{name: b}]}}]}}")),
              ElementsAre("PipelineRun x: spec.pipelineSpec.tasks[0].taskSpec.steps[0] a",
                          "PipelineRun x: spec.pipelineSpec.finally[0].taskSpec.steps[0] b"));
}

TEST(PodPlacesTest, SparkApplications) {
  const Loading loading(ObjectWith("sparkoperator.k8s.io/v1beta2", "SparkApplication",
                                   "{driver: {env: [{name: A, value: a}], envVars: {B: b}, "
                                   "envSecretKeyRefs: {C: {name: s, key: k}}}, executor: {envFrom: "
                                   "[{configMapRef: {name: m}}]}}"));
  EXPECT_THAT(Containers(loading.cluster),
              ElementsAre("SparkApplication x: spec.driver spark-kubernetes-driver",
                          "SparkApplication x: spec.executor spark-kubernetes-executor"));
  const std::vector<EnvVar>& env = loading.cluster.workloads()[0].pod.spec.containers[0].env;
  ASSERT_EQ(env.size(), 3u);
  EXPECT_EQ(env[1].name.text, "B");
  EXPECT_EQ(env[1].value.text, "b");
  EXPECT_EQ(env[2].value_from->secret_key->key.text, "k");
  EXPECT_EQ(loading.cluster.workloads()[1].pod.spec.containers[0].env_from.size(), 1u);
}

TEST(PodPlacesTest, PatchesOfOperators) {
  EXPECT_THAT(Containers(ObjectWith("monitoring.coreos.com/v1", "Prometheus",
                                    "{containers: [{name: prometheus, env: []}], replicas: 2, "
                                    "resources: {limits: {cpu: 1}}}")),
              ElementsAre("Prometheus x: spec.containers[0] prometheus"));
  EXPECT_THAT(Containers(ObjectWith("kafka.strimzi.io/v1beta2", "Kafka",
                                    "{kafka: {template: {pod: {enableServiceLinks: false}, "
                                    "kafkaContainer: {env: [{name: A, value: a}]}}}}")),
              ElementsAre("Kafka x: spec.kafka.template.kafkaContainer kafkaContainer"));
  EXPECT_THAT(
      Containers(ObjectWith("apps.kruise.io/v1beta1", "SidecarSet", "{containers: [{name: s}]}")),
      ElementsAre("SidecarSet x: spec.containers[0] s"));
}

TEST(PodPlacesTest, AnyKindByTheShapeOfItsTemplates) {
  EXPECT_THAT(Containers(ObjectWith(
                  "example.com/v1", "Widget",
                  absl::StrCat("{a: [{b: {podTemplate: ", kTemplate, "}}], template: ", kTemplate,
                               ", other: ", kTemplate, "}"))),
              ElementsAre("Widget x: spec.a[0].b.podTemplate.spec.containers[0] b/c",
                          "Widget x: spec.template.spec.containers[0] spec.template/c"));
  EXPECT_THAT(Containers(ObjectWith("apiextensions.k8s.io/v1", "CustomResourceDefinition",
                                    absl::StrCat("{template: ", kTemplate, "}"))),
              IsEmpty());
  EXPECT_THAT(Containers(ObjectWith("example.com/v1", "Widget",
                                    "{template: \"{spec: {containers: [{name: c}]}}\"}")),
              IsEmpty());
}

// The fields of an unknown kind may have any type.
TEST(PodPlacesTest, AnyKindMayHaveOtherTypes) {
  const Loading loading(ObjectWith("example.com/v1", "Widget",
                                   "{template: {spec: {containers: [{name: 1, env: x}]}}}"));
  EXPECT_THAT(loading.Refused(), IsEmpty());
  EXPECT_THAT(Containers(loading.cluster), IsEmpty());
}

TEST(PodPlacesTest, KindsOfTheUser) {
  CustomKinds kinds;
  EXPECT_EQ(kinds.Add("Widget.example.com", "spec.parts[].pod"), "");
  EXPECT_EQ(kinds.Add("Widget.example.com", "spec.main"), "");
  EXPECT_EQ(kinds.Add("Deployment.example.com", "spec.pods.*"), "");
  EXPECT_NE(kinds.Add("", "spec"), "");
  EXPECT_NE(kinds.Add("Deployment", "spec"), "");       // built in
  EXPECT_NE(kinds.Add("Deployment.apps", "spec"), "");  // built in
  EXPECT_NE(kinds.Add("a b", "spec"), "");
  for (const char* path : {"", ".", "a.", "a[0]", "a[b]"}) EXPECT_NE(kinds.Add("A", path), "");
  LoadOptions options;
  options.kinds = kinds.all();
  Cluster cluster;
  const LoadResult loaded = LoadManifest(
      "f",
      ObjectWith(
          "example.com/v1", "Widget",
          absl::StrCat("{parts: [{pod: ", kTemplate, "}], main: {containers: [{name: d}]}}")) +
          "\n---\n" +
          ObjectWith("example.com/v1", "Deployment", absl::StrCat("{pods: {a: ", kTemplate, "}}")) +
          "\n---\n" +
          ObjectWith("apps/v1", "Deployment", absl::StrCat("{template: ", kTemplate, "}")),
      options, &cluster);
  EXPECT_TRUE(loaded.ok());
  EXPECT_THAT(Containers(cluster),
              ElementsAre("Widget.example.com x: spec.parts[0].pod.spec.containers[0] c",
                          "Widget.example.com x: spec.main.containers[0] d",
                          "Deployment.example.com x: spec.pods.a.spec.containers[0] c",
                          "Deployment x: spec.template.spec.containers[0] c"));
}

TEST(PodPlacesTest, DeepTemplatesAreNotSearched) {
  std::string spec = absl::StrCat("{template: ", kTemplate, "}");
  for (int i = 0; i < 20; ++i) spec = absl::StrCat("{a: ", spec, "}");
  EXPECT_EQ(Containers(ObjectWith("example.com/v1", "Widget", spec)).size(), 1u);
  for (int i = 0; i < 5000; ++i) spec = absl::StrCat("{a: ", spec, "}");
  EXPECT_THAT(Containers(ObjectWith("example.com/v1", "Widget", spec)), IsEmpty());
}

// Long keys would be repeated in the path of every container.
TEST(PodPlacesTest, LongKeysAreNotPartOfPaths) {
  const std::string key(5000, 'k');
  for (const auto& [api_version, kind, before] :
       {std::tuple("kubeflow.org/v1", "TFJob", "tfReplicaSpecs"),
        std::tuple("example.com/v1", "Widget", "parts")}) {
    EXPECT_THAT(Containers(absl::StrCat(
                    "{\"apiVersion\": \"", api_version, "\", \"kind\": \"", kind,
                    "\", \"metadata\": {\"name\": \"x\"}, \"spec\": {\"", before, "\": {\"", key,
                    "\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"c\"}]}}}}}}")),
                ElementsAre(absl::StrCat(kind, " x: spec.", before,
                                         ".\u2026.template.spec.containers[0] c")));
  }
}

TEST(PodPlacesTest, TemplatesOfOtherObjects) {
  Loading loading(absl::StrCat(
      ObjectWith("argoproj.io/v1alpha1", "Rollout",
                 "{workloadRef: {apiVersion: apps/v1, kind: Deployment, name: x}}"),
      "\n---\n", ObjectWith("apps/v1", "Deployment", absl::StrCat("{template: ", kTemplate, "}"))));
  EXPECT_THAT(Containers(loading.cluster),
              ElementsAre("Deployment x: spec.template.spec.containers[0] c"));
  FollowTemplateReferences(&loading.cluster);
  EXPECT_THAT(Containers(loading.cluster),
              ElementsAre("Rollout x: spec.template.spec.containers[0] c",
                          "Deployment x: spec.template.spec.containers[0] c"));
  const auto& workloads = loading.cluster.workloads();
  EXPECT_EQ(workloads[0].pod.spec.containers[0].position.offset,
            workloads[1].pod.spec.containers[0].position.offset);
}

TEST(PodPlacesTest, ObjectsWithinObjects) {
  const Loading loading(
      "{apiVersion: work.open-cluster-management.io/v1, kind: ManifestWork, metadata: {name: w},"
      " spec: {workload: {manifests: ["
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: shop}, data: {A: a}}, "
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: {spec: "
      "{containers: [{name: c}]}}}}]}, ref: {apiVersion: v1, kind: Pod, name: p}}}");
  EXPECT_THAT(loading.Refused(), IsEmpty());
  EXPECT_THAT(Containers(loading.cluster),
              ElementsAre("Deployment d: spec.template.spec.containers[0] c"));
  EXPECT_NE(loading.cluster.FindConfigMap("shop", "m"), nullptr);
}

TEST(PodPlacesTest, ObjectsWithinObjectsNeverOverride) {
  const Loading loading(
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {A: real}}\n---\n"
      "{apiVersion: example.com/v1, kind: Bundle, metadata: {name: w}, spec: {objects: ["
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {A: a}}, "
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: other}, data: {A: a}}]}}");
  EXPECT_THAT(loading.diagnostics, IsEmpty());
  EXPECT_EQ(loading.cluster.FindConfigMap("default", "m")->data[0].value, "real");
  EXPECT_TRUE(loading.cluster.FindConfigMap("default", "other")->meta.is_embedded);
}

// Covers a Kyverno rule, a Crossplane Composition, and a Flux patch.
TEST(PodPlacesTest, PartsOfObjectsAreNoObjects) {
  for (const std::string_view metadata :
       {"{}", "{labels: {a: b}}", "{name: '{{ .name }}'}", "{name: '${NAME}'}", "{name: '?*'}"}) {
    const Loading loading(
        absl::StrCat("{apiVersion: example.com/v1, kind: Rule, metadata: {name: r}, spec: {data: "
                     "{apiVersion: v1, kind: Service, metadata: ",
                     metadata,
                     ", spec: {ports: 5}}, base: "
                     "{apiVersion: apps/v1, kind: Deployment, metadata: ",
                     metadata, ", spec: {template: {spec: {containers: [{name: c}]}}}}}}"));
    EXPECT_THAT(loading.diagnostics, IsEmpty()) << metadata;
    EXPECT_THAT(loading.cluster.services(), IsEmpty());
    EXPECT_THAT(Containers(loading.cluster),
                ElementsAre("Rule r: spec.base.spec.template.spec.containers[0] c"));
  }
  EXPECT_THAT(Containers("{apiVersion: example.com/v1, kind: Sync, metadata: {name: r}, spec: "
                         "{patches: [{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, "
                         "spec: {template: {spec: {containers: [{name: c}]}}}}]}}"),
              IsEmpty());
}

TEST(PodPlacesTest, OpenShiftTemplates) {
  const Loading loading(
      "{apiVersion: template.openshift.io/v1, kind: Template, metadata: {name: t}, objects: ["
      "{apiVersion: apps.openshift.io/v1, kind: DeploymentConfig, metadata: {name: '${NAME}'}, "
      "spec: {replicas: '${{N}}', template: {spec: {containers: [{name: c, ports: "
      "[{containerPort: '${{PORT}}'}], resources: {limits: {cpu: '${CPU}'}}}]}}}}, "
      "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}]}");
  EXPECT_THAT(loading.Refused(), IsEmpty());
  EXPECT_THAT(Containers(loading.cluster),
              ElementsAre("DeploymentConfig ${NAME}: spec.template.spec.containers[0] c"));
  EXPECT_EQ(loading.cluster.workloads()[0].placeholders, Placeholders::kParameter);
  EXPECT_NE(loading.cluster.FindService("default", "s"), nullptr);
}

TEST(PodPlacesTest, WrongKindsAreReadAsWhatWasMeant) {
  for (const auto& [api_version, kind] :
       {std::pair("v1", "Deployment"), std::pair("apps/v1", "deployment"),
        std::pair("extensions/v1beta1", "Deployment")}) {
    const Loading loading(
        ObjectWith(api_version, kind, absl::StrCat("{template: ", kTemplate, "}")));
    EXPECT_THAT(Containers(loading.cluster),
                ElementsAre("Deployment x: spec.template.spec.containers[0] c"));
    ASSERT_EQ(loading.diagnostics.size(), 1u);
    EXPECT_EQ(loading.diagnostics[0].code, "refused-by-api");
    EXPECT_EQ(loading.diagnostics[0].severity, Severity::kError);
    EXPECT_EQ(loading.diagnostics[0].object.name, "x");
  }
}

}  // namespace
}  // namespace svcenv
