#include "svcenv/env/pod_context.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/template_to_pod.h"

namespace svcenv {

std::string WhyAmbiguous(std::string_view kind, std::string_view namespace_, std::string_view name,
                         const Cluster& cluster) {
  return DefinedIn(cluster.VariantsOf(kind, namespace_, name), cluster.sources());
}

SourceObject PodContext::FindSource(std::string_view kind, std::string_view name) const {
  SourceObject found;
  const auto take = [&](const auto* object) {
    if (object == nullptr) return;
    found.meta = &object->meta;
    found.data = &object->data;
  };
  if (kind == "Secret") {
    take(cluster.FindSecret(namespace_(), name, &workload.meta));
  } else {
    found.config_map = cluster.FindConfigMap(namespace_(), name, &workload.meta);
    take(found.config_map);
  }
  if (found.meta == nullptr) found.ambiguous = WhyAmbiguous(kind, namespace_(), name, cluster);
  return found;
}

const Node* PodContext::node() const {
  const std::string_view name =
      facts.node_name.empty() ? pod().spec.node_name : std::string_view(facts.node_name);
  if (!name.empty()) return cluster.FindNode(name, &workload.meta);
  const bool unscheduled = options.complete && !options.facts_complete;
  return !unscheduled && cluster.nodes().size() == 1 ? &cluster.nodes().front() : nullptr;
}

std::string_view PodContext::WhyMaybeFound(std::string_view kind,
                                           const ObjectReference& reference) const {
  const std::string_view name = reference.name.text;
  if (IsSubstituted(name)) return "has a placeholder in its name";
  if (IsSubstituted(namespace_())) return "is in a namespace with a placeholder";
  if (cluster.FindTemplated(kind, namespace_(), name) != nullptr) {
    return "may match an object with a placeholder in its name";
  }
  return reference.may_be_optional ? "may be optional, depending on a placeholder" : "";
}

std::string_view PodContext::WhyMaybeHasKey(const ObjectReference& reference,
                                            const ObjectMeta& meta, const Entries& data) const {
  if (IsSubstituted(reference.key.text)) return "is read with a placeholder in the key";
  if (meta.may_vary() && HasTemplatedKey(data)) return kTemplatedKey;
  return reference.may_be_optional ? "may be optional, depending on a placeholder" : "";
}

std::string PodContext::WhySubstituted(std::string_view text) const {
  if (!IsSubstituted(text)) return "";
  std::string why = WhyPlaceholder(workload.placeholders, text);
  return why.empty() ? WhyPlaceholder(Placeholders::kSubstituted, text) : why;
}

std::string_view PodContext::WhyUnknown(std::string_view kind, std::string_view namespace_,
                                        std::string_view name) const {
  const std::string_view why = cluster.WhyUnreadable(kind, namespace_, name);
  return !why.empty() || options.complete ? why : "is not in the input";
}

UnknownCause PodContext::CauseOfUnknown(std::string_view kind, std::string_view namespace_,
                                        std::string_view name) const {
  if (cluster.IsUnreadable(kind, namespace_, name)) {
    return kind == "Secret" ? UnknownCause::kUnreadSecret : UnknownCause::kUnreadable;
  }
  return options.complete ? UnknownCause::kNone : UnknownCause::kNotInInput;
}

std::string PodContext::FieldPath(std::string_view rest) const {
  return absl::StrCat(workload.path, workload.path.empty() ? "" : ".",
                      ContainerPath(pod().spec, container), rest.empty() ? "" : ".", rest);
}

Diagnostic PodContext::Error(std::string_view code, std::string message, Remedy remedy,
                             Position position, std::string_view field) const {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = std::string(code);
  error.message = std::move(message);
  error.remedy = std::move(remedy);
  error.position = position;
  error.object = NameOf(workload.kind, workload.meta);
  error.container = std::string(container.name.text);
  error.field = FieldPath(field);
  return error;
}

Diagnostic PodContext::ExpandsTooFar(Position position, std::string_view field) const {
  return Error("env-too-large",
               absl::StrCat("references expand to more than ", kMaxExpandedBytes >> 20,
                            " MiB; the kernel limits arguments and environment to 6 MiB"),
               "avoid variables that each include another variable several times", position, field);
}

std::string WhyPlaceholder(Placeholders placeholders, std::string_view text) {
  if (placeholders == Placeholders::kNone) return "";
  const std::string_view found = FindPlaceholder(text, placeholders);
  if (found.empty()) return "";
  const std::string_view who = placeholders == Placeholders::kWorkflow    ? "Argo"
                               : placeholders == Placeholders::kTask      ? "Tekton"
                               : placeholders == Placeholders::kParameter ? "OpenShift"
                                                                          : "another program";
  return absl::StrCat(who, " replaces ", found);
}

std::string WhyLinksUnknown(const Workload& workload) {
  const std::string_view placeholder = workload.pod.spec.links_placeholder;
  if (!placeholder.empty()) return WhyPlaceholder(workload.placeholders, placeholder);
  return absl::StrCat("the ", workload.kind, " controller sets enableServiceLinks");
}

std::string WhyReplaced(const EnvVar& entry, const Workload& workload) {
  if (workload.placeholders == Placeholders::kNone && !workload.replaces_variables) return "";
  if (std::string why = WhyPlaceholder(workload.placeholders, entry.name.text); !why.empty()) {
    return why;
  }
  if (workload.replaces_variables && MaySetVariable(workload, entry.name.text)) {
    return absl::StrCat("the ", workload.kind, " controller sets it");
  }
  return WhyPlaceholder(workload.placeholders, entry.value.text);
}

}  // namespace svcenv
