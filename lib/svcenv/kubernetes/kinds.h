// The kinds of objects that affect a container's environment.
#ifndef SVCENV_KUBERNETES_KINDS_H_
#define SVCENV_KUBERNETES_KINDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "svcenv/kubernetes/controller.h"

namespace svcenv {

// The location of a pod, a pod template, or a part of one within an object.
struct PodPlace {
  enum class Shape : uint8_t {
    kPod,               // the object is a Pod
    kTemplate,          // the `metadata` and `spec` of a pod
    kSpec,              // the spec of a pod
    kPartialTemplate,   // like kTemplate, merged into a generated template
    kTemplateOrSpec,    // a pod template or a pod spec, possibly partial
    kPatches,           // `containers` and `initContainers`, merged into containers by name
    kWorkflowTemplate,  // a template of an Argo Workflow
    kTask,              // the spec of a Tekton Task
    kSparkRole,         // the driver or the executor of a SparkApplication
    kContainerEnv,      // templates with only `env`, each in a field that ends in "Container"
  };

  // "spec.template"; `*` matches every item or key: "spec.nodeSets.*.podTemplate".
  std::string_view path;
  Shape shape = Shape::kTemplate;
};

// Returns whether the object contains only some of what the containers get.
constexpr bool IsPartial(PodPlace::Shape shape) {
  return shape != PodPlace::Shape::kPod && shape != PodPlace::Shape::kTemplate &&
         shape != PodPlace::Shape::kSpec;
}

struct Kind {
  enum class Type : uint8_t { kService, kConfigMap, kSecret, kNode, kLimitRange, kWorkload };

  // "Deployment". If another row has the same kind, the group is appended as kubectl does:
  // "Service.serving.knative.dev".
  std::string_view name;
  Type type;
  std::string_view groups;       // that serve it in any version, current first: "apps,extensions"
  std::string_view plural;       // "deployments"
  std::string_view short_names;  // "deploy", "ksvc,kservice"; may be empty
  absl::Span<const PodPlace> places = {};  // of the pods of a workload
  Controller controller = {};
  absl::Span<const std::string_view> more_fields = {};  // in pod specs, besides a pod's
  bool requires_containers = false;  // for kinds that are not built in; see needs_containers()

  bool makes_pods() const { return type == Type::kWorkload; }

  // Returns the kind as written in objects: "Service".
  std::string_view api_kind() const { return name.substr(0, name.find('.')); }

  // Returns whether Kubernetes itself serves it. The groups of all other kinds contain a dot.
  bool is_built_in() const { return group().find('.') == std::string_view::npos; }

  // Returns whether the API server rejects an object whose template has no container, unless the
  // template is in another object.
  bool needs_containers() const { return is_built_in() || requires_containers; }

  // Returns whether a group serves it in any version.
  bool IsIn(std::string_view group) const;

  // Returns the current group: "apps".
  std::string_view group() const { return groups.substr(0, groups.find(',')); }

  // Returns the resource name, qualified with the group, that kubectl accepts: "deployments.apps".
  std::string Resource() const;
};

// Returns all kinds. Pod is the first of those that make pods.
absl::Span<const Kind> Kinds();

// Returns the kind with that Kind::name, or null.
const Kind* FindKind(std::string_view name);

// Returns the kind of an object with these fields, or null. Ignores the version in `api_version`.
const Kind* FindKind(std::string_view api_version, std::string_view kind);

// Returns the kind that kubectl would find for that word, or null: "deploy", "deployments",
// "Deployment", "deployments.apps", "ksvc", or "services.serving.knative.dev".
const Kind* FindKindByWord(std::string_view word);

// Returns the controller that creates the pods of a kind. For an unknown kind, returns a controller
// that may set anything.
const Controller& ControllerOf(std::string_view kind);

// Returns the name of a kind that is not in Kinds(). If Kinds() has another kind with that name,
// the group is appended as kubectl does.
std::string NameOfKind(std::string_view api_version, std::string_view kind);

// Returns the group of an apiVersion: "apps" for "apps/v1", "" for "v1".
std::string_view GroupOf(std::string_view api_version);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_KINDS_H_
