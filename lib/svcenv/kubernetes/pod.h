// Pods and what makes them. objects.h says who owns the strings.
#ifndef SVCENV_KUBERNETES_POD_H_
#define SVCENV_KUBERNETES_POD_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "svcenv/base/source.h"
#include "svcenv/kubernetes/container.h"
#include "svcenv/kubernetes/controller.h"
#include "svcenv/kubernetes/object_meta.h"

namespace svcenv {

// A ConfigMap or Secret whose keys a volume has as files.
struct VolumeSource {
  bool secret = false;
  bool optional = false;
  Located name;
  std::vector<Located> keys;  // those that `items` names; empty: all
  std::string_view path;      // of the name, within the volume: "projected.sources[0].secret.name"
};

struct Volume {
  Located name;
  std::string_view kind;  // "emptyDir", "configMap", …; "" where it names none
  std::vector<VolumeSource> sources;
};

struct PodSpec {
  std::string_view node_name;
  std::string_view service_account_name;
  std::optional<bool> enable_service_links;
  // The controller of the object sets enableServiceLinks, in a way that the input does not tell, or
  // `links_placeholder` stands for it.
  bool links_unknown = false;
  std::string_view links_placeholder;
  bool host_network = false;
  ResourceRequirements resources;          // of the pod as a whole
  std::vector<Container> init_containers;  // sidecars among them
  std::vector<Container> containers;
  std::vector<Container> ephemeral_containers;
  std::vector<Volume> volumes;

  // Whether there is a container of any kind.
  bool has_containers() const {
    return !containers.empty() || !init_containers.empty() || !ephemeral_containers.empty();
  }

  // Whether the pod gets the variables of its namespace's services. pkg/apis/core/v1/defaults.go,
  // SetDefaults_PodSpec (1.37.2). False if that is unknown.
  bool has_service_links() const { return !links_unknown && enable_service_links.value_or(true); }
};

struct PodStatus {
  Located host_ip;
  std::vector<std::string_view> host_ips;
  std::string_view pod_ip;
  std::vector<std::string_view> pod_ips;
  // Of the containers of any kind that run: name, and since when (RFC 3339).
  Entries started;
  bool finished = false;  // phase Succeeded or Failed
};

struct Pod {
  ObjectMeta meta;
  PodSpec spec;
  PodStatus status;
};

// Fields of a Job's spec by which the Job controller changes its pods.
struct JobSettings {
  bool indexed = false;                // completionMode: Indexed
  bool counts_index_failures = false;  // backoffLimitPerIndex
  bool manual_selector = false;        // manualSelector: true
  bool managed_by_other = false;       // managedBy names another controller
  bool has_placeholder = false;        // in place of one of these: the changes are unknown
};

// Another object in the namespace that has the pod template of this one: `spec.workloadRef` of a
// Rollout.
struct TemplateReference {
  std::string_view api_version, kind, name;
};

// What makes pods: a Pod itself, or a pod template of an object, which may have several.
struct Workload {
  std::string_view kind;  // "Pod", "Deployment", …: Kind::name
  ObjectMeta meta;
  Pod pod;                // meta is the pod's own: of a template, its labels and annotations
  std::string_view path;  // of the pod within the object: "", "spec.template", "template", …
  // Tells the templates of an object apart, "RayCluster spec.headGroupSpec.template"; empty if it is
  // the object's first.
  std::string_view part;
  JobSettings job;
  Placeholders placeholders = Placeholders::kNone;  // that its texts may have
  bool is_partial = false;  // only some of what the containers get is in the object
  // The controller drops entries of env with the names of variables that it sets itself.
  bool replaces_variables = false;
  // No container of it starts again: a Pod or Job that has finished, a ReplicaSet of 0 replicas.
  bool is_over = false;
  // The API server's admission has changed the pod, as of each that a kubelet knows. Otherwise it is
  // about to, as for templates always.
  bool is_admitted = true;
  std::optional<TemplateReference> template_of;  // see FollowTemplateReferences

  bool is_template() const { return kind != "Pod"; }
};

// Every container in the order in which the kubelet meets them: init, normal, ephemeral.
std::vector<const Container*> AllContainers(const PodSpec& spec ABSL_ATTRIBUTE_LIFETIME_BOUND);

// The path of a container within a pod: "spec.initContainers[0]". Empty if it is not of this pod.
std::string ContainerPath(const PodSpec& spec, const Container& container);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_POD_H_
