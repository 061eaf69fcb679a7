// The Kubernetes objects that bear on a container's environment, as plain structs that hold what
// the semantics read and nothing else.
//
// Texts are views: they belong to whoever made the object, usually the Cluster that it was read
// into. A Position of an object that a program made may stay "nowhere". An absent text is empty, as
// for the kubelet, which cannot tell the two apart either.
#ifndef SVCENV_KUBERNETES_OBJECTS_H_
#define SVCENV_KUBERNETES_OBJECTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"

namespace svcenv {

// An entry of a map of texts: labels, annotations, data.
struct Entry {
  std::string_view key;
  std::string_view value;
  Position position;  // of the value
};

// Entries sorted by key, bytewise, each key once.
using Entries = std::vector<Entry>;

// The entry with that key, or null. O(log n).
const Entry* FindEntry(const Entries& entries, std::string_view key);

struct ObjectMeta {
  Located name;  // empty when only generateName is given, or in a pod template
  std::string_view namespace_;
  std::string_view generate_name;
  std::string_view uid;
  std::string_view creation_timestamp;  // RFC 3339
  Entries labels;
  Entries annotations;
  std::string_view owner;  // its controller: "ReplicaSet web-7d9f"; empty: it has none
  Position position;       // of the object
};

// The name of an object as people see it: "PREFIX*" where the name is only generated.
std::string ShownName(const ObjectMeta& meta);

// Returns the object's name for diagnostics, with ShownName.
ObjectName NameOf(std::string_view kind, const ObjectMeta& meta);

// ------------------------------------------------------------------------------------- Service

struct ServicePort {
  Located name;
  Located protocol;  // "" means TCP
  int32_t port = 0;
  int32_t node_port = 0;           // 0: none
  int32_t reach_port = 0;          // what clients outside the cluster use; 0: the port
  Position position;               // of the port's number
  Located target_port;             // the name of a container's port; "" a number
  int32_t target_port_number = 0;  // 0: that of the port, or a name

  // The number that variables give.
  int32_t client_port() const { return reach_port == 0 ? port : reach_port; }
};

// An address at which a load balancer takes traffic: ip or hostname.
struct LoadBalancerIngress {
  std::string_view ip;
  std::string_view hostname;
};

struct Service {
  ObjectMeta meta;
  std::string_view type;  // "" means ClusterIP
  Position type_position;
  Located cluster_ip;  // as written; "" not assigned (yet), "None" headless
  // The cluster IP was handed out by us and not by a cluster: what depends on it is only assumed.
  bool cluster_ip_assumed = false;
  std::vector<Located> cluster_ips;  // as written; the first is cluster_ip
  std::string_view reach_host;       // what clients outside the cluster use; empty: the cluster IP
  std::vector<ServicePort> ports;
  Entries selector;
  std::string_view external_name;                  // what the name stands for, of type ExternalName
  std::vector<LoadBalancerIngress> load_balancer;  // status.loadBalancer.ingress

  // Whether the kubelet makes variables of it (pkg/apis/core/v1/helper IsServiceIPSet, 1.37.2).
  bool has_cluster_ip() const { return !cluster_ip.text.empty() && cluster_ip.text != "None"; }

  // Whether it has a cluster IP and no ports. The kubelet panics on it.
  bool lacks_ports() const { return has_cluster_ip() && ports.empty(); }

  // The address that variables give.
  std::string_view host() const { return reach_host.empty() ? cluster_ip.text : reach_host; }
};

// ------------------------------------------------------------------------------------- Pod

// configMapRef, secretRef, configMapKeyRef, secretKeyRef; key is empty in the first two.
struct ObjectReference {
  Located name;
  Located key;
  bool optional = false;
  Position position;
};

struct FieldReference {
  Located api_version;  // "" means v1
  Located field_path;
};

struct ResourceReference {
  std::string_view container_name;  // "": the container itself
  Located resource;                 // "limits.cpu"
  Located divisor;                  // a quantity; "" means 0, which means 1
};

struct FileReference {
  Located volume_name;
  Located path;
  Located key;
  bool optional = false;
};

// valueFrom. The API allows exactly one; the kubelet takes the first that is not null, in this
// order. They are owned as the texts are.
struct EnvSource {
  const FieldReference* field = nullptr;
  const ResourceReference* resource = nullptr;
  const ObjectReference* config_map_key = nullptr;
  const ObjectReference* secret_key = nullptr;
  const FileReference* file_key = nullptr;
  Position position;
};

struct EnvVar {
  Located name;  // without one, its position is the variable's
  Located value;
  const EnvSource* value_from = nullptr;  // owned as the texts are
};

struct EnvFrom {
  Located prefix;
  std::optional<ObjectReference> config_map;
  std::optional<ObjectReference> secret;
  Position position;
};

struct VolumeMount {
  Located name;
  Located mount_path;
  Located sub_path;
  Located sub_path_expr;
};

// A resource list: the texts are quantities.
struct ResourceRequirements {
  Entries limits;
  Entries requests;
};

struct ContainerPort {
  Located name;
  Located protocol;  // "" means TCP
  int32_t container_port = 0;
  int32_t host_port = 0;  // 0: none
  Position position;      // of the port's number
};

// A text of a container, and where it stands within it: "livenessProbe.httpGet.path".
struct FieldText {
  std::string_view field;
  Located text;
};

enum class ContainerKind { kInit, kSidecar, kContainer, kEphemeral };

std::string_view ContainerKindName(ContainerKind kind);  // "init container", …

struct Container {
  ContainerKind kind = ContainerKind::kContainer;
  Located name;
  std::string_view image;
  std::vector<Located> command;
  std::vector<Located> args;
  std::vector<EnvFrom> env_from;
  std::vector<EnvVar> env;
  ResourceRequirements resources;
  std::vector<ContainerPort> ports;
  std::vector<VolumeMount> volume_mounts;
  // The texts with a `$` of fields in which no $(NAME) is ever expanded, although people write it
  // there: image, working directory, ports, mount paths, lifecycle, probes that are no exec probes.
  std::vector<FieldText> unexpanded;
  // The commands of exec probes; no value: the probe is absent or of another kind.
  std::optional<std::vector<Located>> liveness_probe;
  std::optional<std::vector<Located>> readiness_probe;
  std::optional<std::vector<Located>> startup_probe;
  Position position;
};

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
std::vector<const Container*> AllContainers(const PodSpec& spec);

// The path of a container within a pod: "spec.initContainers[0]". Empty if it is not of this pod.
std::string ContainerPath(const PodSpec& spec, const Container& container);

// ------------------------------------------------------------------------------------- others

struct ConfigMap {
  ObjectMeta meta;
  Entries data;  // binaryData is never read by the kubelet
  std::vector<std::string_view> binary_keys;
};

struct Secret {
  ObjectMeta meta;
  Entries data;  // decoded, stringData merged into it
};

struct NodeAddress {
  std::string_view type;  // "InternalIP", …
  std::string_view address;
};

struct Node {
  ObjectMeta meta;
  std::vector<NodeAddress> addresses;
  Entries allocatable;
  std::string_view kubelet_version;  // "v1.37.2"
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECTS_H_
