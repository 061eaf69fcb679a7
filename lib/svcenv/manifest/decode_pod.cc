#include "svcenv/manifest/decode.h"

namespace svcenv {
namespace {

constexpr Field<ObjectReference> kReferenceFields[] = {
    {"name", [](Decoder& d, ObjectReference& r) { r.name = d.LocatedText(); }},
    {"key", [](Decoder& d, ObjectReference& r) { r.key = d.LocatedText(); }},
    {"optional", [](Decoder& d, ObjectReference& r) { r.optional = d.Bool(false); }},
};

constexpr Field<FieldReference> kFieldReferenceFields[] = {
    {"apiVersion", [](Decoder& d, FieldReference& r) { r.api_version = d.Text(); }},
    {"fieldPath", [](Decoder& d, FieldReference& r) { r.field_path = d.LocatedText(); }},
};

constexpr Field<ResourceReference> kResourceReferenceFields[] = {
    {"containerName", [](Decoder& d, ResourceReference& r) { r.container_name = d.Text(); }},
    {"resource", [](Decoder& d, ResourceReference& r) { r.resource = d.LocatedText(); }},
    {"divisor", [](Decoder& d, ResourceReference& r) { r.divisor = d.Quantity(); }},
};

constexpr Field<FileReference> kFileReferenceFields[] = {
    {"volumeName", [](Decoder& d, FileReference& r) { r.volume_name = d.Text(); }},
    {"path", [](Decoder& d, FileReference& r) { r.path = d.LocatedText(); }},
    {"key", [](Decoder& d, FileReference& r) { r.key = d.Text(); }},
    {"optional", [](Decoder& d, FileReference& r) { r.optional = d.Bool(false); }},
};

// Reads a map into an optional: null leaves it unset.
template <typename T, size_t N>
void ReadOptional(Decoder& decoder, const Field<T> (&fields)[N], std::optional<T>& target) {
  T value;
  if (ReadFields(decoder, fields, value)) target = value;
}

void ReadReference(Decoder& decoder, std::optional<ObjectReference>& target) {
  const Position position = decoder.position();
  ReadOptional(decoder, kReferenceFields, target);
  if (target.has_value()) target->position = position;
}

constexpr Field<EnvSource> kEnvSourceFields[] = {
    {"fieldRef", [](Decoder& d, EnvSource& s) { ReadOptional(d, kFieldReferenceFields, s.field); }},
    {"resourceFieldRef",
     [](Decoder& d, EnvSource& s) { ReadOptional(d, kResourceReferenceFields, s.resource); }},
    {"configMapKeyRef", [](Decoder& d, EnvSource& s) { ReadReference(d, s.config_map_key); }},
    {"secretKeyRef", [](Decoder& d, EnvSource& s) { ReadReference(d, s.secret_key); }},
    {"fileKeyRef",
     [](Decoder& d, EnvSource& s) { ReadOptional(d, kFileReferenceFields, s.file_key); }},
};

void ReadEnvSource(Decoder& decoder, EnvVar& env_var) {
  EnvSource source;
  source.position = decoder.position();
  if (ReadFields(decoder, kEnvSourceFields, source)) {
    env_var.value_from = decoder.arena().New<EnvSource>(source);
  }
}

constexpr Field<EnvVar> kEnvVarFields[] = {
    {"name", [](Decoder& d, EnvVar& e) { e.name = d.LocatedText(); }},
    {"value", [](Decoder& d, EnvVar& e) { e.value = d.LocatedText(); }},
    {"valueFrom", ReadEnvSource},
};

constexpr Field<EnvFrom> kEnvFromFields[] = {
    {"prefix", [](Decoder& d, EnvFrom& e) { e.prefix = d.LocatedText(); }},
    {"configMapRef", [](Decoder& d, EnvFrom& e) { ReadReference(d, e.config_map); }},
    {"secretRef", [](Decoder& d, EnvFrom& e) { ReadReference(d, e.secret); }},
};

constexpr Field<VolumeMount> kVolumeMountFields[] = {
    {"name", [](Decoder& d, VolumeMount& m) { m.name = d.Text(); }},
    {"mountPath", [](Decoder& d, VolumeMount& m) { m.mount_path = d.LocatedText(); }},
    {"subPath", [](Decoder& d, VolumeMount& m) { m.sub_path = d.LocatedText(); }},
    {"subPathExpr", [](Decoder& d, VolumeMount& m) { m.sub_path_expr = d.LocatedText(); }},
};

constexpr Field<ResourceRequirements> kResourceFields[] = {
    {"limits", [](Decoder& d, ResourceRequirements& r) { r.limits = d.QuantityMap(); }},
    {"requests", [](Decoder& d, ResourceRequirements& r) { r.requests = d.QuantityMap(); }},
};

using Probe = std::optional<std::vector<Located>>;

struct ExecAction {
  std::vector<Located> command;
};

constexpr Field<ExecAction> kExecFields[] = {
    {"command", [](Decoder& d, ExecAction& e) { e.command = d.Texts(); }},
};

constexpr Field<Probe> kProbeFields[] = {
    {"exec",
     [](Decoder& d, Probe& p) {
       ExecAction exec;
       if (ReadFields(d, kExecFields, exec)) p = std::move(exec.command);
     }},
};

constexpr Field<Container> kContainerFields[] = {
    {"name", [](Decoder& d, Container& c) { c.name = d.LocatedText(); }},
    {"image", [](Decoder& d, Container& c) { c.image = d.Text(); }},
    {"command", [](Decoder& d, Container& c) { c.command = d.Texts(); }},
    {"args", [](Decoder& d, Container& c) { c.args = d.Texts(); }},
    {"env", [](Decoder& d, Container& c) { c.env = ReadList(d, kEnvVarFields); }},
    {"envFrom", [](Decoder& d, Container& c) { c.env_from = ReadList(d, kEnvFromFields); }},
    {"resources", [](Decoder& d, Container& c) { ReadFields(d, kResourceFields, c.resources); }},
    {"volumeMounts",
     [](Decoder& d, Container& c) { c.volume_mounts = ReadList(d, kVolumeMountFields); }},
    {"livenessProbe",
     [](Decoder& d, Container& c) { ReadFields(d, kProbeFields, c.liveness_probe); }},
    {"readinessProbe",
     [](Decoder& d, Container& c) { ReadFields(d, kProbeFields, c.readiness_probe); }},
    {"startupProbe",
     [](Decoder& d, Container& c) { ReadFields(d, kProbeFields, c.startup_probe); }},
    {"restartPolicy",
     [](Decoder& d, Container& c) {
       if (d.Text() == "Always" && c.kind == ContainerKind::kInit) c.kind = ContainerKind::kSidecar;
     }},
};

std::vector<Container> ReadContainers(Decoder& decoder, ContainerKind kind) {
  std::vector<Container> result;
  decoder.List([&](int) {
    Container container;
    container.kind = kind;
    container.position = decoder.position();
    ReadFields(decoder, kContainerFields, container);
    result.push_back(std::move(container));
  });
  return result;
}

// The spec, and the alias that counts only where the field itself is empty.
struct PodSpecDraft {
  PodSpec spec;
  std::string_view service_account;
};

constexpr Field<PodSpecDraft> kPodSpecFields[] = {
    {"nodeName", [](Decoder& d, PodSpecDraft& p) { p.spec.node_name = d.Text(); }},
    {"serviceAccountName",
     [](Decoder& d, PodSpecDraft& p) { p.spec.service_account_name = d.Text(); }},
    {"serviceAccount", [](Decoder& d, PodSpecDraft& p) { p.service_account = d.Text(); }},
    {"hostNetwork", [](Decoder& d, PodSpecDraft& p) { p.spec.host_network = d.Bool(false); }},
    {"enableServiceLinks",
     [](Decoder& d, PodSpecDraft& p) { p.spec.enable_service_links = d.Bool(true); }},
    {"resources",
     [](Decoder& d, PodSpecDraft& p) { ReadFields(d, kResourceFields, p.spec.resources); }},
    {"initContainers",
     [](Decoder& d, PodSpecDraft& p) {
       p.spec.init_containers = ReadContainers(d, ContainerKind::kInit);
     }},
    {"containers",
     [](Decoder& d, PodSpecDraft& p) {
       p.spec.containers = ReadContainers(d, ContainerKind::kContainer);
     }},
    {"ephemeralContainers",
     [](Decoder& d, PodSpecDraft& p) {
       p.spec.ephemeral_containers = ReadContainers(d, ContainerKind::kEphemeral);
     }},
};

struct IpEntry {
  std::string_view ip;
};

constexpr Field<IpEntry> kIpFields[] = {
    {"ip", [](Decoder& d, IpEntry& i) { i.ip = d.Text(); }},
};

std::vector<std::string_view> ReadIps(Decoder& decoder) {
  std::vector<std::string_view> result;
  for (const IpEntry& entry : ReadList(decoder, kIpFields)) result.push_back(entry.ip);
  return result;
}

constexpr Field<PodStatus> kPodStatusFields[] = {
    {"hostIP", [](Decoder& d, PodStatus& s) { s.host_ip = d.LocatedText(); }},
    {"hostIPs", [](Decoder& d, PodStatus& s) { s.host_ips = ReadIps(d); }},
    {"podIP", [](Decoder& d, PodStatus& s) { s.pod_ip = d.Text(); }},
    {"podIPs", [](Decoder& d, PodStatus& s) { s.pod_ips = ReadIps(d); }},
};

}  // namespace

PodSpec DecodePodSpec(Decoder& decoder) {
  PodSpecDraft draft;
  ReadFields(decoder, kPodSpecFields, draft);
  if (draft.spec.service_account_name.empty()) {
    draft.spec.service_account_name = draft.service_account;
  }
  return std::move(draft.spec);
}

// Where podIP and podIPs differ, podIP counts
// (pkg/apis/core/v1/conversion.go, Convert_v1_PodStatus_To_core_PodStatus).
PodStatus DecodePodStatus(Decoder& decoder) {
  PodStatus status;
  ReadFields(decoder, kPodStatusFields, status);
  if (status.pod_ip.empty()) {
    if (!status.pod_ips.empty()) status.pod_ip = status.pod_ips.front();
  } else if (status.pod_ips.empty() || status.pod_ips.front() != status.pod_ip) {
    status.pod_ips = {status.pod_ip};
  }
  return status;
}

}  // namespace svcenv
