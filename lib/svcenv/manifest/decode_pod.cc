#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/manifest/decode.h"
#include "svcenv/manifest/fields.h"

namespace svcenv {
namespace {

struct VolumeItem {
  Located key;
};

constexpr Field<VolumeItem> kVolumeItemFields[] = {
    {"key", [](Decoder& d, VolumeItem& i) { i.key = d.LocatedText(); }},
};

// Reads the configMap or secret of a volume or of a projected source, which have the same fields
// except for the one with the object's name: `name`.
void ReadVolumeSource(Decoder& decoder, bool secret, std::string_view name, std::string_view path,
                      Volume& volume) {
  VolumeSource source;
  source.secret = secret;
  decoder.Map([&](std::string_view key) {
    if (key == name) {
      source.name = decoder.LocatedText();
    } else if (key == "optional") {
      source.optional = decoder.Bool(false);
    } else if (key == "items") {
      for (const VolumeItem& item : ReadList(decoder, kVolumeItemFields)) {
        source.keys.push_back(item.key);
      }
    } else {
      decoder.reader().Skip();
    }
  });
  if (source.name.empty()) return;
  source.path = decoder.arena().Copy(absl::StrCat(path, ".", name));
  volume.sources.push_back(std::move(source));
}

void ReadProjected(Decoder& decoder, Volume& volume) {
  decoder.Map([&](std::string_view field) {
    if (field != "sources") return decoder.reader().Skip();
    decoder.List([&](int i) {
      decoder.Map([&](std::string_view key) {
        if (key != "configMap" && key != "secret") return decoder.reader().Skip();
        ReadVolumeSource(decoder, key == "secret", "name",
                         absl::StrCat("projected.sources[", i, "].", key), volume);
      });
    });
  });
}

// The kind of a volume is the name of its other field besides `name`.
std::vector<Volume> ReadVolumes(Decoder& decoder) {
  std::vector<Volume> result;
  decoder.List([&](int) {
    Volume volume;
    volume.name.position = decoder.position();
    decoder.Map([&](std::string_view key) {
      if (key == "name") {
        volume.name = decoder.LocatedText();
        return;
      }
      if (decoder.reader().type() != ValueType::kNull) volume.kind = key;
      if (key == "configMap") return ReadVolumeSource(decoder, false, "name", key, volume);
      if (key == "secret") return ReadVolumeSource(decoder, true, "secretName", key, volume);
      if (key == "projected") return ReadProjected(decoder, volume);
      decoder.reader().Skip();
    });
    result.push_back(std::move(volume));
  });
  return result;
}

// A spec, and the deprecated serviceAccount, which applies only if serviceAccountName is empty.
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
    {"enableServiceLinks", [](Decoder& d, PodSpecDraft& p) { DecodeLinks(d, p.spec); }},
    {"resources", [](Decoder& d, PodSpecDraft& p) { p.spec.resources = DecodeResources(d); }},
    {"initContainers",
     [](Decoder& d, PodSpecDraft& p) {
       p.spec.init_containers = DecodeContainers(d, ContainerKind::kInit);
     }},
    {"containers",
     [](Decoder& d, PodSpecDraft& p) {
       p.spec.containers = DecodeContainers(d, ContainerKind::kContainer);
     }},
    {"ephemeralContainers",
     [](Decoder& d, PodSpecDraft& p) {
       p.spec.ephemeral_containers = DecodeContainers(d, ContainerKind::kEphemeral);
     }},
    {"volumes", [](Decoder& d, PodSpecDraft& p) { p.spec.volumes = ReadVolumes(d); }},
    {"activeDeadlineSeconds", SkipField<PodSpecDraft>},
    {"affinity", SkipField<PodSpecDraft>},
    {"automountServiceAccountToken", SkipField<PodSpecDraft>},
    {"dnsConfig", SkipField<PodSpecDraft>},
    {"dnsPolicy", SkipField<PodSpecDraft>},
    {"evictionResponders", SkipField<PodSpecDraft>},
    {"hostAliases", SkipField<PodSpecDraft>},
    {"hostIPC", SkipField<PodSpecDraft>},
    {"hostPID", SkipField<PodSpecDraft>},
    {"hostUsers", SkipField<PodSpecDraft>},
    {"hostname", SkipField<PodSpecDraft>},
    {"hostnameOverride", SkipField<PodSpecDraft>},
    {"imagePullSecrets", SkipField<PodSpecDraft>},
    {"nodeSelector", SkipField<PodSpecDraft>},
    {"os", SkipField<PodSpecDraft>},
    {"overhead", SkipField<PodSpecDraft>},
    {"preemptionPolicy", SkipField<PodSpecDraft>},
    {"priority", SkipField<PodSpecDraft>},
    {"priorityClassName", SkipField<PodSpecDraft>},
    {"readinessGates", SkipField<PodSpecDraft>},
    {"resourceClaims", SkipField<PodSpecDraft>},
    {"restartPolicy", SkipField<PodSpecDraft>},
    {"runtimeClassName", SkipField<PodSpecDraft>},
    {"schedulerName", SkipField<PodSpecDraft>},
    {"schedulingGates", SkipField<PodSpecDraft>},
    {"schedulingGroup", SkipField<PodSpecDraft>},
    {"securityContext", SkipField<PodSpecDraft>},
    {"setHostnameAsFQDN", SkipField<PodSpecDraft>},
    {"shareProcessNamespace", SkipField<PodSpecDraft>},
    {"subdomain", SkipField<PodSpecDraft>},
    {"terminationGracePeriodSeconds", SkipField<PodSpecDraft>},
    {"tolerations", SkipField<PodSpecDraft>},
    {"topologySpreadConstraints", SkipField<PodSpecDraft>},
    {"workloadRef", SkipField<PodSpecDraft>},
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

struct ContainerStatus {
  std::string_view name;
  Located started_at;
};

constexpr Field<ContainerStatus> kRunningFields[] = {
    {"startedAt", [](Decoder& d, ContainerStatus& s) { s.started_at = d.LocatedText(); }},
};

constexpr Field<ContainerStatus> kStateFields[] = {
    {"running", [](Decoder& d, ContainerStatus& s) { ReadFields(d, kRunningFields, s); }},
};

constexpr Field<ContainerStatus> kContainerStatusFields[] = {
    {"name", [](Decoder& d, ContainerStatus& s) { s.name = d.Text(); }},
    {"state", [](Decoder& d, ContainerStatus& s) { ReadFields(d, kStateFields, s); }},
};

void ReadStarted(Decoder& decoder, PodStatus& status) {
  for (const ContainerStatus& container : ReadList(decoder, kContainerStatusFields)) {
    const auto& [text, position] = container.started_at;
    if (!text.empty()) status.started.push_back({container.name, text, position});
  }
}

void ReadPhase(Decoder& decoder, PodStatus& status) {
  const std::string_view phase = decoder.Text();
  status.finished = phase == "Succeeded" || phase == "Failed";
}

constexpr Field<PodStatus> kPodStatusFields[] = {
    {"phase", ReadPhase},
    {"hostIP", [](Decoder& d, PodStatus& s) { s.host_ip = d.LocatedText(); }},
    {"hostIPs", [](Decoder& d, PodStatus& s) { s.host_ips = ReadIps(d); }},
    {"podIP", [](Decoder& d, PodStatus& s) { s.pod_ip = d.Text(); }},
    {"podIPs", [](Decoder& d, PodStatus& s) { s.pod_ips = ReadIps(d); }},
    {"initContainerStatuses", ReadStarted},
    {"containerStatuses", ReadStarted},
    {"ephemeralContainerStatuses", ReadStarted},
};

}  // namespace

void DecodeLinks(Decoder& decoder, PodSpec& spec) {
  spec.links_placeholder = decoder.PeekPlaceholder();
  spec.enable_service_links = decoder.Bool(true);
}

PodSpec DecodePodSpec(Decoder& decoder) {
  PodSpecDraft draft;
  ReadKnownFields(decoder, kPodSpecFields, draft);
  if (draft.spec.service_account_name.empty()) {
    draft.spec.service_account_name = draft.service_account;
  }
  return std::move(draft.spec);
}

// podIP takes precedence if podIPs differs
// (pkg/apis/core/v1/conversion.go, Convert_v1_PodStatus_To_core_PodStatus).
PodStatus DecodePodStatus(Decoder& decoder) {
  PodStatus status;
  ReadFields(decoder, kPodStatusFields, status);
  if (status.pod_ip.empty()) {
    if (!status.pod_ips.empty()) status.pod_ip = status.pod_ips.front();
  } else if (status.pod_ips.empty() || status.pod_ips.front() != status.pod_ip) {
    status.pod_ips = {status.pod_ip};
  }
  SortByKey(&status.started);
  return status;
}

}  // namespace svcenv
