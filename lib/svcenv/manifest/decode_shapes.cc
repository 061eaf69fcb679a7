// Decodes pods and parts of pods in the form that other kinds use.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/manifest/decode.h"
#include "svcenv/manifest/fields.h"
#include "svcenv/manifest/merge_step_template.h"

namespace svcenv {
namespace {

using Shape = PodPlace::Shape;

constexpr Field<Pod> kTemplateFields[] = {
    {"metadata", ReadMeta<Pod>},
    {"spec", [](Decoder& d, Pod& p) { p.spec = DecodePodSpec(d); }},
};

// Sets the paths of containers relative to the workload's path: "containers[0]".
void SetPaths(std::string_view list, size_t from, std::vector<Container>& containers,
              Decoder& decoder) {
  for (size_t i = from; i < containers.size(); ++i) {
    containers[i].path = decoder.arena().Copy(absl::StrCat(list, "[", i - from, "]"));
  }
}

// Appends a list of containers to `containers`.
void AddContainers(Decoder& decoder, std::string_view list, ContainerKind kind,
                   std::vector<Container>* containers) {
  const size_t before = containers->size();
  for (Container& container : DecodeContainers(decoder, kind)) {
    containers->push_back(std::move(container));
  }
  SetPaths(list, before, *containers, decoder);
}

void AddInit(Decoder& decoder, PodSpec& spec) {
  AddContainers(decoder, "initContainers", ContainerKind::kInit, &spec.init_containers);
}

// Appends the container in `field`, named `usual_name` unless it has a name.
void AddOne(Decoder& decoder, std::string_view field, std::string_view usual_name, PodSpec& spec) {
  if (decoder.reader().type() != ValueType::kMap) return decoder.reader().Skip();
  Container& container =
      spec.containers.emplace_back(DecodeContainer(decoder, ContainerKind::kContainer));
  container.path = field;
  if (container.name.empty()) container.name.text = usual_name;
}

// ------------------------------------------------------------------- containers to be merged

constexpr Field<PodSpec> kPatchFields[] = {
    {"containers",
     [](Decoder& d, PodSpec& s) {
       AddContainers(d, "containers", ContainerKind::kContainer, &s.containers);
     }},
    {"initContainers", AddInit},
    {"sidecars",
     [](Decoder& d, PodSpec& s) {
       AddContainers(d, "sidecars", ContainerKind::kContainer, &s.containers);
     }},
    {"serviceAccountName", [](Decoder& d, PodSpec& s) { s.service_account_name = d.Text(); }},
    {"enableServiceLinks", DecodeLinks},
    {"hostNetwork", [](Decoder& d, PodSpec& s) { s.host_network = d.Bool(false); }},
};

// --------------------------------------------------------------------------- Argo Workflows

constexpr Field<PodSpec> kContainerSetFields[] = {
    {"containers",
     [](Decoder& d, PodSpec& s) {
       AddContainers(d, "containerSet.containers", ContainerKind::kContainer, &s.containers);
     }},
};

// pkg/apis/workflow/v1alpha1/workflow_types.go, Template (3.6). The container in `container` or
// `script` is named main.
constexpr Field<Pod> kWorkflowTemplateFields[] = {
    {"metadata", ReadMeta<Pod>},
    {"serviceAccountName", [](Decoder& d, Pod& p) { p.spec.service_account_name = d.Text(); }},
    {"initContainers", [](Decoder& d, Pod& p) { AddInit(d, p.spec); }},
    {"container", [](Decoder& d, Pod& p) { AddOne(d, "container", "main", p.spec); }},
    {"script", [](Decoder& d, Pod& p) { AddOne(d, "script", "main", p.spec); }},
    {"containerSet", [](Decoder& d, Pod& p) { ReadFields(d, kContainerSetFields, p.spec); }},
    {"sidecars",
     [](Decoder& d, Pod& p) {
       AddContainers(d, "sidecars", ContainerKind::kContainer, &p.spec.containers);
     }},
};

// ------------------------------------------------------------------------------------ Tekton

struct TaskDraft {
  std::vector<Container> steps;
  std::vector<Container> sidecars;
  Container step_template;  // empty if there is none
};

// pkg/apis/pipeline/v1/task_types.go, TaskSpec (1.0).
constexpr Field<TaskDraft> kTaskFields[] = {
    {"stepTemplate",
     [](Decoder& d, TaskDraft& t) {
       if (d.reader().type() != ValueType::kMap) return d.reader().Skip();
       t.step_template = DecodeContainer(d, ContainerKind::kContainer);
     }},
    {"steps",
     [](Decoder& d, TaskDraft& t) {
       AddContainers(d, "steps", ContainerKind::kContainer, &t.steps);
       for (size_t i = 0; i < t.steps.size(); ++i) {
         Located& name = t.steps[i].name;
         if (name.empty()) name.text = d.arena().Copy(absl::StrCat("unnamed-", i));
       }
     }},
    {"sidecars",
     [](Decoder& d, TaskDraft& t) {
       AddContainers(d, "sidecars", ContainerKind::kContainer, &t.sidecars);
     }},
};

void ReadTask(Decoder& decoder, PodSpec& spec) {
  TaskDraft task;
  ReadFields(decoder, kTaskFields, task);
  for (Container& step : task.steps) MergeStepTemplate(task.step_template, &step);
  spec.containers = std::move(task.steps);
  for (Container& sidecar : task.sidecars) spec.containers.push_back(std::move(sidecar));
}

// ------------------------------------------------------------------------------------- Spark

struct SecretKey {
  std::string_view name;
  ObjectReference reference;
};

constexpr Field<ObjectReference> kSecretKeyFields[] = {
    {"name", [](Decoder& d, ObjectReference& r) { r.name = d.LocatedText(); }},
    {"key", [](Decoder& d, ObjectReference& r) { r.key = d.LocatedText(); }},
};

void AddValues(Decoder& decoder, Container& container) {
  for (const Entry& entry : decoder.TextMap()) {
    container.env.push_back({{entry.key, entry.position}, {entry.value, entry.position}, nullptr});
  }
}

void AddSecretKeys(Decoder& decoder, Container& container) {
  decoder.Map([&](std::string_view name) {
    EnvVar variable;
    variable.name = {name, decoder.reader().key().position};
    ObjectReference reference;
    reference.position = decoder.position();
    ReadFields(decoder, kSecretKeyFields, reference);
    EnvSource source;
    source.position = reference.position;
    source.secret_key = decoder.arena().New<ObjectReference>(reference);
    variable.value_from = decoder.arena().New<EnvSource>(source);
    container.env.push_back(variable);
  });
}

struct SparkRole {
  Container container;
  PodSpec spec;  // without the container
};

// kubeflow/spark-operator, api/v1beta2/sparkapplication_types.go, SparkPodSpec (2.1).
constexpr Field<SparkRole> kSparkFields[] = {
    {"env",
     [](Decoder& d, SparkRole& r) {
       for (const EnvVar& variable : DecodeEnv(d)) r.container.env.push_back(variable);
     }},
    {"envVars", [](Decoder& d, SparkRole& r) { AddValues(d, r.container); }},
    {"envSecretKeyRefs", [](Decoder& d, SparkRole& r) { AddSecretKeys(d, r.container); }},
    {"envFrom", [](Decoder& d, SparkRole& r) { r.container.env_from = DecodeEnvFrom(d); }},
    {"serviceAccount", [](Decoder& d, SparkRole& r) { r.spec.service_account_name = d.Text(); }},
    {"hostNetwork", [](Decoder& d, SparkRole& r) { r.spec.host_network = d.Bool(false); }},
    {"initContainers", [](Decoder& d, SparkRole& r) { AddInit(d, r.spec); }},
    {"sidecars",
     [](Decoder& d, SparkRole& r) {
       AddContainers(d, "sidecars", ContainerKind::kContainer, &r.spec.containers);
     }},
};

// Spark's container names come from resource-managers/kubernetes/core,
// org.apache.spark.deploy.k8s.Constants (3.5).
void ReadSparkRole(Decoder& decoder, Workload* workload) {
  const size_t dot = workload->path.rfind('.');
  SparkRole role;
  role.container.position = decoder.position();
  role.container.path = workload->path.substr(dot + 1);
  const bool is_driver = role.container.path == "driver";
  role.container.name = {is_driver ? "spark-kubernetes-driver" : "spark-kubernetes-executor",
                         role.container.position};
  workload->path = workload->path.substr(0, dot);
  ReadFields(decoder, kSparkFields, role);
  PodSpec& spec = workload->pod.spec;
  spec = std::move(role.spec);
  spec.containers.insert(spec.containers.begin(), std::move(role.container));
}

// ------------------------------------------------------------------------------------ Strimzi

constexpr Field<Container> kEnvOnlyFields[] = {
    {"env", [](Decoder& d, Container& c) { c.env = DecodeEnv(d); }},
};

constexpr Field<PodSpec> kPodTemplateFields[] = {
    {"enableServiceLinks", DecodeLinks},
};

bool IsContainerKey(std::string_view key) {
  return key == "container" || absl::EndsWith(key, "Container");
}

// strimzi/strimzi-kafka-operator, api/…/template/ContainerTemplate.java and PodTemplate.java
// (0.45).
void ReadContainerEnvs(Decoder& decoder, PodSpec& spec) {
  decoder.Map([&](std::string_view key) {
    if (key == "pod") {
      ReadFields(decoder, kPodTemplateFields, spec);
    } else if (IsContainerKey(key) && decoder.reader().type() == ValueType::kMap) {
      Container& container = spec.containers.emplace_back();
      container.position = decoder.position();
      container.path = key;
      container.name = {key, decoder.reader().key().position};
      ReadFields(decoder, kEnvOnlyFields, container);
    } else {
      decoder.reader().Skip();
    }
  });
}

// Reads part of a pod from a shape whose fields may differ from a Pod's.
void ReadPart(Decoder& decoder, Shape shape, Workload* workload) {
  Pod& pod = workload->pod;
  switch (shape) {
    case Shape::kTemplateOrSpec:
      if (decoder.reader().PeekType({"containers"}) == ValueType::kList) {
        ReadFields(decoder, kPatchFields, pod.spec);
        break;
      }
      [[fallthrough]];
    case Shape::kPartialTemplate:
      ReadFields(decoder, kTemplateFields, pod);
      break;
    case Shape::kPatches:
      ReadFields(decoder, kPatchFields, pod.spec);
      break;
    case Shape::kWorkflowTemplate:
      ReadFields(decoder, kWorkflowTemplateFields, pod);
      break;
    case Shape::kTask:
      ReadTask(decoder, pod.spec);
      break;
    case Shape::kSparkRole:
      ReadSparkRole(decoder, workload);
      break;
    case Shape::kContainerEnv:
      ReadContainerEnvs(decoder, pod.spec);
      break;
    default:
      decoder.reader().Skip();
  }
}

}  // namespace

bool DecodeShape(Decoder& decoder, Shape shape, Workload* workload) {
  Pod& pod = workload->pod;
  pod.meta.position = decoder.position();
  if (IsPartial(shape)) {
    if (decoder.reader().type() != ValueType::kMap) {
      decoder.reader().Skip();
      return false;
    }
    const std::optional<Severity> unknown_fields = decoder.unknown_fields();
    decoder.set_unknown_fields(std::nullopt);
    ReadPart(decoder, shape, workload);
    decoder.set_unknown_fields(unknown_fields);
    return !AllContainers(pod.spec).empty();
  }
  if (shape == Shape::kSpec) {
    pod.spec = DecodePodSpec(decoder);
    SetPaths("initContainers", 0, pod.spec.init_containers, decoder);
    SetPaths("containers", 0, pod.spec.containers, decoder);
  } else {
    ReadKnownFields(decoder, kTemplateFields, pod);
  }
  return true;
}

}  // namespace svcenv
