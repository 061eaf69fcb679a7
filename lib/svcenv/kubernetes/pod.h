// Pods and workloads. See objects.h for who owns the strings.
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

// A ConfigMap or Secret whose keys a volume contains as files.
struct VolumeSource {
  bool secret = false;
  bool optional = false;
  Located name;
  std::vector<Located> keys;  // those in `items`; empty means all
  std::string_view path;      // of the name in the volume: "projected.sources[0].secret.name"
};

struct Volume {
  Located name;
  std::string_view kind;  // "emptyDir", "configMap", …; "" if not set
  std::vector<VolumeSource> sources;
};

struct PodSpec {
  std::string_view node_name;
  std::string_view service_account_name;
  std::optional<bool> enable_service_links;
  // enableServiceLinks is unknown: the controller sets it, or it is written as `links_placeholder`.
  bool links_unknown = false;
  std::string_view links_placeholder;
  bool host_network = false;
  ResourceRequirements resources;          // of the pod itself
  std::vector<Container> init_containers;  // including sidecars
  std::vector<Container> containers;
  std::vector<Container> ephemeral_containers;
  std::vector<Volume> volumes;

  // Returns whether there is a container of any kind.
  bool has_containers() const {
    return !containers.empty() || !init_containers.empty() || !ephemeral_containers.empty();
  }

  // Returns whether the pod gets link variables for the services in its namespace. False if
  // unknown. pkg/apis/core/v1/defaults.go, SetDefaults_PodSpec (1.37.2).
  bool has_service_links() const { return !links_unknown && enable_service_links.value_or(true); }
};

struct PodStatus {
  Located host_ip;
  std::vector<std::string_view> host_ips;
  std::string_view pod_ip;
  std::vector<std::string_view> pod_ips;
  // Names and start times (RFC 3339) of the running containers of any kind.
  Entries started;
  bool finished = false;  // phase Succeeded or Failed
};

struct Pod {
  ObjectMeta meta;
  PodSpec spec;
  PodStatus status;
};

// Fields of a Job's spec that determine how the Job controller changes its pods.
struct JobSettings {
  bool indexed = false;                // completionMode: Indexed
  bool counts_index_failures = false;  // backoffLimitPerIndex
  bool manual_selector = false;        // manualSelector: true
  bool managed_by_other = false;       // managedBy names another controller
  bool has_placeholder = false;        // in one of these, so the changes are unknown
};

// A reference to another object in the namespace that contains the pod template, such as
// `spec.workloadRef` of a Rollout.
struct TemplateReference {
  std::string_view api_version, kind, name;
};

// A Pod, or one of the pod templates of an object.
struct Workload {
  std::string_view kind;  // "Pod", "Deployment", …: Kind::name
  ObjectMeta meta;
  Pod pod;                // for a template, pod.meta contains only its labels and annotations
  std::string_view path;  // of the pod within the object: "", "spec.template", "template", …
  // Distinguishes the templates of an object: "RayCluster spec.headGroupSpec.template". Empty for
  // the first.
  std::string_view part;
  JobSettings job;
  Placeholders placeholders = Placeholders::kNone;  // in its strings
  bool is_partial = false;  // the object contains only some of what the containers get
  // The controller drops entries of `env` that have the name of a variable it sets.
  bool replaces_variables = false;
  // No container will start: a finished Pod or Job, or a ReplicaSet with 0 replicas.
  bool is_over = false;
  // API server admission has already changed the pod, as for any pod that a kubelet runs. False for
  // all templates.
  bool is_admitted = true;
  std::optional<TemplateReference> template_of;  // see FollowTemplateReferences

  bool is_template() const { return kind != "Pod"; }
};

// Returns all containers in kubelet order: init, regular, ephemeral.
std::vector<const Container*> AllContainers(const PodSpec& spec ABSL_ATTRIBUTE_LIFETIME_BOUND);

// Returns the path of a container in the pod: "spec.initContainers[0]". Empty if it is not in
// `spec`.
std::string ContainerPath(const PodSpec& spec, const Container& container);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_POD_H_
