// Containers and the sources of their variables. See objects.h for who owns the strings.
#ifndef SVCENV_KUBERNETES_CONTAINER_H_
#define SVCENV_KUBERNETES_CONTAINER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include "svcenv/base/source.h"
#include "svcenv/kubernetes/object_meta.h"

namespace svcenv {

// configMapRef, secretRef, configMapKeyRef, or secretKeyRef; `key` is empty in the first two.
struct ObjectReference {
  Located name;
  Located key;
  bool optional = false;
  bool may_be_optional = false;  // a placeholder decides
  Position position;
};

struct FieldReference {
  Located api_version;  // "" means v1
  Located field_path;
};

struct ResourceReference {
  std::string_view container_name;  // "" means the container itself
  Located resource;                 // "limits.cpu"
  Located divisor;                  // a quantity; "" means 0, which means 1
};

struct FileReference {
  Located volume_name;
  Located path;
  Located key;
  bool optional = false;
};

// valueFrom. The API server requires exactly one; the kubelet uses the first that is not null, in
// this order. Ownership is the same as for strings.
struct EnvSource {
  const FieldReference* field = nullptr;
  const ResourceReference* resource = nullptr;
  const ObjectReference* config_map_key = nullptr;
  const ObjectReference* secret_key = nullptr;
  const FileReference* file_key = nullptr;
  Position position;
};

struct EnvVar {
  Located name;  // if empty, its position is that of the variable
  Located value;
  const EnvSource* value_from = nullptr;  // same ownership as strings
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

// Resource lists; the values are quantities.
struct ResourceRequirements {
  Entries limits;
  Entries requests;
};

struct ContainerPort {
  Located name;
  Located protocol;  // "" means TCP
  int32_t container_port = 0;
  int32_t host_port = 0;         // 0 if not set
  bool has_placeholder = false;  // instead of a number in container_port
  Position position;             // of the port number
};

// A string in a container and the path of its field: "livenessProbe.httpGet.path".
struct FieldText {
  std::string_view field;
  Located text;
};

// The probes of a container. staging/src/k8s.io/api/core/v1/types.go, Container (1.37.2).
enum class Probe : uint8_t { kLiveness, kReadiness, kStartup };

inline constexpr Probe kProbes[] = {Probe::kLiveness, Probe::kReadiness, Probe::kStartup};

// Returns the name of the probe's field: "livenessProbe".
constexpr std::string_view ProbeField(Probe probe) {
  constexpr std::string_view kFields[] = {"livenessProbe", "readinessProbe", "startupProbe"};
  return kFields[static_cast<size_t>(probe)];
}

enum class ContainerKind { kInit, kSidecar, kContainer, kEphemeral };

// Returns "init container", "sidecar container", "container", or "ephemeral container".
std::string_view ContainerKindName(ContainerKind kind);

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
  // Strings with a `$` in fields that are never expanded: image, workingDir, ports, lifecycle, …
  std::vector<FieldText> unexpanded;
  // Commands of exec probes, indexed by Probe; nullopt if the probe is not set or not an exec
  // probe.
  std::array<std::optional<std::vector<Located>>, std::size(kProbes)> exec_probes;
  Position position;
  // The path relative to that of the workload, if not in a pod spec: "steps[1]". Otherwise empty.
  std::string_view path;
  // The name as written if `name` is PART/NAME, because other pods have a container with that name.
  std::string_view plain_name;
  size_t appended_env = 0;            // how many of the last entries of `env` a controller appends
  const char* appends_env = nullptr;  // that controller: "Job controller"

  std::string_view name_in_pod() const { return plain_name.empty() ? name.text : plain_name; }
  // Returns whether `text` is the container's name or its name in the pod.
  bool is_called(std::string_view text) const { return text == name.text || text == name_in_pod(); }
  std::optional<std::vector<Located>>& exec_probe(Probe probe) {
    return exec_probes[static_cast<size_t>(probe)];
  }
};

// Calls f(Probe, const std::vector<Located>& command) for each exec probe, in the order of kProbes.
template <typename F>
void ForEachExecProbe(const Container& container, F&& f) {
  for (const Probe probe : kProbes) {
    const auto& command = container.exec_probes[static_cast<size_t>(probe)];
    if (command.has_value()) f(probe, *command);
  }
}

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_CONTAINER_H_
