#include "svcenv/kubernetes/template_to_pod.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "svcenv/kubernetes/kinds.h"

namespace svcenv {
namespace {

constexpr std::string_view kIndexVariable = "JOB_COMPLETION_INDEX";
constexpr std::string_view kIndexKey = "batch.kubernetes.io/job-completion-index";
constexpr std::string_view kIndexField =
    "metadata.labels['batch.kubernetes.io/job-completion-index']";

constexpr std::string_view kJobPrefix = "batch.kubernetes.io/";

using State = ValueInPod::State;

bool IsJobLabel(std::string_view key) {
  return absl::StartsWith(key, kJobPrefix) || key == "controller-uid" || key == "job-name";
}

// Returns whether the built-in Job controller creates the pods. Before 1.32, the API server drops
// managedBy (gate JobManagedBy in pkg/features/kube_features.go, 1.37.2).
bool HasJobController(const Workload& workload, const VersionProfile& version) {
  return ControllerOf(workload.kind).makes_jobs &&
         (!workload.job.managed_by_other || version.minor < 32);
}

// pkg/controller/job/indexed_job_utils.go, addCompletionIndexEnvVariable (1.37.2).
void AppendIndex(const EnvSource* source, std::vector<Container>* containers) {
  for (Container& container : *containers) {
    const bool has_name =
        std::any_of(container.env.begin(), container.env.end(),
                    [](const EnvVar& env) { return env.name.text == kIndexVariable; });
    if (has_name) continue;
    EnvVar variable;
    variable.name = {kIndexVariable, container.position};
    variable.value_from = source;
    container.env.push_back(variable);
    container.appended_env = 1;
    container.appends_env = "Job controller";
  }
}

// Labels of a Job's pods: pkg/registry/batch/job/strategy.go, generateSelector, adds some to the
// template, and pkg/controller/job/indexed_job_utils.go, addCompletionIndexLabel, one to the pod
// (1.37.2).
ValueInPod JobLabel(const Workload& workload, std::string_view key) {
  const JobSettings& job = workload.job;
  if (job.has_placeholder) return {State::kAtRunTime};
  if (key == kIndexKey) {
    return {job.indexed || job.managed_by_other ? State::kAtRunTime : State::kAsWritten};
  }
  if (job.manual_selector) return {};
  const bool is_uid = key == "controller-uid" || key == "batch.kubernetes.io/controller-uid";
  const std::string_view known = workload.kind != "Job" ? std::string_view()
                                 : is_uid               ? workload.meta.uid
                                                        : workload.meta.name.text;
  return known.empty() ? ValueInPod{State::kAtRunTime} : ValueInPod{State::kSet, known};
}

// addCompletionIndexAnnotation and addIndexFailureCountAnnotation in the same file. The latter
// applies to Jobs with backoffLimitPerIndex (job_controller.go, manageJob).
ValueInPod JobAnnotation(const JobSettings& job, std::string_view key) {
  const bool set = job.has_placeholder || job.managed_by_other ||
                   (job.indexed && (key == kIndexKey || job.counts_index_failures));
  return {set ? State::kAtRunTime : State::kAsWritten};
}

// The node's labels override those of the pod. plugin/pkg/admission/podtopologylabels/admission.go
// (1.37.2); gate PodTopologyLabelsAdmission: off in 1.33 and 1.34, on from 1.35.
ValueInPod TopologyLabel(const Workload& workload, std::string_view key, const Node* node,
                         const VersionProfile& version) {
  if (version.minor < 35 || workload.is_admitted) return {};
  if (node == nullptr) return {State::kAtRunTime};
  const Entry* label = FindEntry(node->meta.labels, key);
  return label == nullptr ? ValueInPod{} : ValueInPod{State::kSet, label->value};
}

// Returns whether the controller sets the key. If `list` ends in `*`, the controller may set any
// key, but only the keys listed by name are assumed to override those in `written`.
bool IsSet(std::string_view list, std::string_view key, const Entries& written) {
  const bool any = absl::ConsumeSuffix(&list, " *") || list == "*";
  if (list != "*" && Lists(list, key)) return true;
  return any && FindEntry(written, key) == nullptr;
}

}  // namespace

void MakeChanges(const ChangeOptions& options, Workload* workload, Arena* arena) {
  PodSpec& spec = workload->pod.spec;
  // plugin/pkg/admission/serviceaccount/admission.go, Admit (1.37.2).
  if (options.sets_service_account && spec.service_account_name.empty()) {
    spec.service_account_name = "default";
  }
  spec.links_unknown = !spec.links_placeholder.empty();
  if (workload->is_template()) {
    const Controller& controller = ControllerOf(workload->kind);
    spec.links_unknown |= controller.sets_links && !spec.enable_service_links.has_value();
    workload->replaces_variables = controller.replaces_variables;
  }
  const JobSettings& job = workload->job;
  if (!job.indexed || job.has_placeholder || !HasJobController(*workload, *options.version)) return;
  FieldReference field;
  field.field_path.text = kIndexField;
  EnvSource source;
  source.field = arena->New<FieldReference>(field);
  const EnvSource* const kept = arena->New<EnvSource>(source);
  AppendIndex(kept, &spec.init_containers);
  AppendIndex(kept, &spec.containers);
}

void FollowTemplateReferences(Cluster* cluster) {
  for (Workload& workload : cluster->mutable_workloads()) {
    if (!workload.template_of.has_value() || workload.pod.spec.has_containers()) continue;
    const TemplateReference& reference = *workload.template_of;
    const Kind* const kind = FindKind(reference.api_version, reference.kind);
    if (kind == nullptr || !kind->makes_pods()) continue;
    const Workload* const other =
        cluster->FindWorkload(kind->name, workload.meta.namespace_, reference.name, &workload.meta);
    if (other != nullptr) workload.pod = other->pod;
  }
}

ValueInPod LabelInPod(const Workload& workload, std::string_view key, const Node* node,
                      const VersionProfile& version) {
  if (key == "topology.kubernetes.io/zone" || key == "topology.kubernetes.io/region") {
    return TopologyLabel(workload, key, node, version);
  }
  if (!workload.is_template()) return {};
  const Controller& controller = ControllerOf(workload.kind);
  if (!IsSet(controller.labels, key, workload.pod.meta.labels)) return {};
  return controller.makes_jobs && IsJobLabel(key) ? JobLabel(workload, key)
                                                  : ValueInPod{State::kAtRunTime};
}

ValueInPod AnnotationInPod(const Workload& workload, std::string_view key) {
  if (!workload.is_template()) return {};
  const Controller& controller = ControllerOf(workload.kind);
  if (!IsSet(controller.annotations, key, workload.pod.meta.annotations)) return {};
  return controller.makes_jobs && absl::StartsWith(key, kJobPrefix)
             ? JobAnnotation(workload.job, key)
             : ValueInPod{State::kAtRunTime};
}

bool AddsLabels(const Workload& workload) {
  return workload.is_template() && !ControllerOf(workload.kind).labels.empty();
}

bool MaySetVariable(const Workload& workload, std::string_view name) {
  if (!workload.is_template()) return false;
  if (workload.is_partial) return true;
  const Controller& controller = ControllerOf(workload.kind);
  if (controller.makes_jobs && name == kIndexVariable) {
    // The built-in controller's variable is already in `env`. Another controller may set it, too.
    return workload.job.managed_by_other || workload.job.has_placeholder;
  }
  return Lists(controller.variables, name);
}

}  // namespace svcenv
