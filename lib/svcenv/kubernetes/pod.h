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
#include "svcenv/kubernetes/object_meta.h"

namespace svcenv {

struct Volume {
  Located name;
  std::string_view kind;  // "emptyDir", "configMap", …; "" where it names none
};

struct PodSpec {
  std::string_view node_name;
  std::string_view service_account_name;
  std::optional<bool> enable_service_links;
  bool host_network = false;
  ResourceRequirements resources;          // of the pod as a whole
  std::vector<Container> init_containers;  // sidecars among them
  std::vector<Container> containers;
  std::vector<Container> ephemeral_containers;
  std::vector<Volume> volumes;

  // Whether the pod gets the variables of its namespace's services. pkg/apis/core/v1/defaults.go,
  // SetDefaults_PodSpec (1.37.2).
  bool has_service_links() const { return enable_service_links.value_or(true); }
};

struct PodStatus {
  Located host_ip;
  std::vector<std::string_view> host_ips;
  std::string_view pod_ip;
  std::vector<std::string_view> pod_ips;
  // Of the containers of any kind that run: name, and since when (RFC 3339).
  Entries started;
};

struct Pod {
  ObjectMeta meta;
  PodSpec spec;
  PodStatus status;
};

// What makes pods: a Pod itself, or an object with a pod template.
struct Workload {
  std::string_view kind;  // "Pod", "Deployment", …
  ObjectMeta meta;
  Pod pod;                // meta is the pod's own: of a template, its labels and annotations
  std::string_view path;  // of the pod within the object: "", "spec.template", "template", …
  bool is_template() const { return kind != "Pod"; }
};

// Every container in the order in which the kubelet meets them: init, normal, ephemeral.
std::vector<const Container*> AllContainers(const PodSpec& spec ABSL_ATTRIBUTE_LIFETIME_BOUND);

// The path of a container within a pod: "spec.initContainers[0]". Empty if it is not of this pod.
std::string ContainerPath(const PodSpec& spec, const Container& container);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_POD_H_
