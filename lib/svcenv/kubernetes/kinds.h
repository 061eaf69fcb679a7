// The kinds of objects that bear on a container's environment.
#ifndef SVCENV_KUBERNETES_KINDS_H_
#define SVCENV_KUBERNETES_KINDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "svcenv/kubernetes/controller.h"

namespace svcenv {

// Where an object has a pod, a pod template, or parts of one.
struct PodPlace {
  enum class Shape : uint8_t {
    kPod,               // the object is a Pod
    kTemplate,          // `metadata` and `spec` of a pod
    kSpec,              // the spec of a pod
    kPartialTemplate,   // the same as kTemplate, merged into a generated one
    kTemplateOrSpec,    // a pod template or the spec of a pod, which may be a part
    kPatches,           // `containers` and `initContainers`, merged into containers by their names
    kWorkflowTemplate,  // a template of an Argo Workflow
    kTask,              // the spec of a Tekton Task
    kSparkRole,         // the driver or the executors of a SparkApplication
    kContainerEnv,      // templates with `env` alone, each in a field that ends in "Container"
  };

  std::string_view
      path;  // "spec.template"; `*` is every item or key: "spec.nodeSets.*.podTemplate"
  Shape shape = Shape::kTemplate;
};

// Returns whether the shape has only some of what the containers get.
constexpr bool IsPartial(PodPlace::Shape shape) {
  return shape != PodPlace::Shape::kPod && shape != PodPlace::Shape::kTemplate &&
         shape != PodPlace::Shape::kSpec;
}

struct Kind {
  enum class Type : uint8_t { kService, kConfigMap, kSecret, kNode, kLimitRange, kWorkload };

  // "Deployment". With its group if the kind alone is another one's, as kubectl writes it:
  // "Service.serving.knative.dev".
  std::string_view name;
  Type type;
  std::string_view groups;       // that serve it in any version, today's first: "apps,extensions"
  std::string_view plural;       // "deployments"
  std::string_view short_names;  // "deploy", "ksvc,kservice"; may be empty
  absl::Span<const PodPlace> places = {};  // of a workload's pods
  Controller controller = {};
  absl::Span<const std::string_view> more_fields = {};  // that its pod specs have beside a pod's
  bool requires_containers = false;  // of a kind that is not built in: see needs_containers

  bool makes_pods() const { return type == Type::kWorkload; }

  // Returns the kind as objects write it: "Service".
  std::string_view api_kind() const { return name.substr(0, name.find('.')); }

  // Returns whether Kubernetes itself serves it: the groups of others have a dot.
  bool is_built_in() const { return group().find('.') == std::string_view::npos; }

  // Returns whether the API server refuses an object without a container in its template, unless
  // another object has the template.
  bool needs_containers() const { return is_built_in() || requires_containers; }

  // Returns whether the group serves it in any version.
  bool IsIn(std::string_view group) const;

  // Returns today's group: "apps".
  std::string_view group() const { return groups.substr(0, groups.find(',')); }

  // Returns what kubectl calls its objects, without doubt about the group: "deployments.apps".
  std::string Resource() const;
};

// Returns all of them, with Pod as the first of those that make pods.
absl::Span<const Kind> Kinds();

// Returns the kind with that name, or null.
const Kind* FindKind(std::string_view name);

// Returns the kind of an object with these fields, whatever the version of its group, or null.
const Kind* FindKind(std::string_view api_version, std::string_view kind);

// Returns the kind that kubectl knows by that word, or null: "deploy", "deployments", "Deployment",
// "deployments.apps", "ksvc", or "services.serving.knative.dev".
const Kind* FindKindByWord(std::string_view word);

// Returns the controller of pods of that kind; of a kind that is not known, one of which anything
// may come.
const Controller& ControllerOf(std::string_view kind);

// Returns the name for a kind that is not one of them: the kind, or with its group, as kubectl writes
// it, if one of them has that name.
std::string NameOfKind(std::string_view api_version, std::string_view kind);

// Returns the group of an apiVersion: "apps" of "apps/v1", "" of "v1".
std::string_view GroupOf(std::string_view api_version);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_KINDS_H_
