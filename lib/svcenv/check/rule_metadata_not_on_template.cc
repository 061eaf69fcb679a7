#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/env/field_value.h"
#include "svcenv/kubernetes/template_to_pod.h"

namespace svcenv {
namespace {

// Kinds whose controllers set only the template's labels and annotations on pods.
constexpr std::string_view kKinds[] = {
    "Deployment", "ReplicaSet",       "StatefulSet",          "DaemonSet", "Job", "CronJob",
    "Rollout",    "DeploymentConfig", "ReplicationController"};

void CheckEntry(const LintContext& lint, const LintContainer& one, size_t index,
                Diagnostics* findings) {
  const EnvVar& entry = one.container().env[index];
  const EnvSource* source = entry.value_from;
  if (source == nullptr || source->field == nullptr) return;
  const SubscriptedPath path = SplitSubscript(source->field->field_path.text);
  if (!path.has_key) return;
  const Workload& workload = one.workload();
  const bool label = path.path == "metadata.labels";
  const Entries& of_object = label ? workload.meta.labels : workload.meta.annotations;
  const Entries& of_pod = label ? workload.pod.meta.labels : workload.pod.meta.annotations;
  if (FindEntry(of_object, path.key) == nullptr || FindEntry(of_pod, path.key) != nullptr) return;
  const ValueInPod in_pod =
      label ? LabelInPod(workload, path.key, nullptr, *lint.options().resolve.version)
            : AnnotationInPod(workload, path.key);
  if (in_pod.state != ValueInPod::State::kAsWritten) return;
  const std::string_view what = label ? "label" : "annotation";
  findings->push_back(
      lint.Find(one, "metadata-not-on-template",
                absl::StrCat(entry.name.text, " is empty: the ", workload.kind, " has the ", what,
                             " ", path.key, ", but its pod template does not"),
                absl::StrCat("add it to ", workload.path, ".metadata.", what, "s"),
                source->field->field_path.position,
                absl::StrCat("env[", index, "].valueFrom.fieldRef.fieldPath")));
}

}  // namespace

void MetadataNotOnTemplate(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    const Workload& workload = one.workload();
    if (std::find(std::begin(kKinds), std::end(kKinds), workload.kind) == std::end(kKinds))
      continue;
    for (size_t i = 0; i < one.container().env.size(); ++i) CheckEntry(lint, one, i, findings);
  }
}

}  // namespace svcenv
