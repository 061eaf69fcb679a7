#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/manifest/decode.h"
#include "svcenv/manifest/fields.h"

namespace svcenv {
namespace {

struct OwnerReference {
  std::string_view kind, name;
  bool controller = false;
};

constexpr Field<OwnerReference> kOwnerFields[] = {
    {"kind", [](Decoder& d, OwnerReference& o) { o.kind = d.Text(); }},
    {"name", [](Decoder& d, OwnerReference& o) { o.name = d.Text(); }},
    {"controller", [](Decoder& d, OwnerReference& o) { o.controller = d.Bool(false); }},
};

// "ReplicaSet web-7d9f" of the one that is the controller.
std::string_view ReadOwner(Decoder& decoder) {
  std::string_view owner;
  for (const OwnerReference& one : ReadList(decoder, kOwnerFields)) {
    if (one.controller) owner = decoder.arena().Copy(absl::StrCat(one.kind, " ", one.name));
  }
  return owner;
}

constexpr Field<ObjectMeta> kMetaFields[] = {
    {"name", [](Decoder& d, ObjectMeta& m) { m.name = d.LocatedText(); }},
    {"namespace", [](Decoder& d, ObjectMeta& m) { m.namespace_ = d.Text(); }},
    {"generateName", [](Decoder& d, ObjectMeta& m) { m.generate_name = d.Text(); }},
    {"uid", [](Decoder& d, ObjectMeta& m) { m.uid = d.Text(); }},
    {"creationTimestamp", [](Decoder& d, ObjectMeta& m) { m.creation_timestamp = d.Text(); }},
    {"labels", [](Decoder& d, ObjectMeta& m) { m.labels = d.TextMap(); }},
    {"annotations", [](Decoder& d, ObjectMeta& m) { m.annotations = d.TextMap(); }},
    {"ownerReferences", [](Decoder& d, ObjectMeta& m) { m.owner = ReadOwner(d); }},
};

// The metadata of any object; its position is the object's.
template <typename T>
void ReadMeta(Decoder& decoder, T& object) {
  const Position position = object.meta.position;
  object.meta = DecodeMeta(decoder);
  object.meta.position = position;
}

// ------------------------------------------------------------------------------------- Service

constexpr Field<ServicePort> kServicePortFields[] = {
    {"name", [](Decoder& d, ServicePort& p) { p.name = d.LocatedText(); }},
    {"protocol", [](Decoder& d, ServicePort& p) { p.protocol = d.LocatedText(); }},
    {"port",
     [](Decoder& d, ServicePort& p) {
       p.position = d.position();
       p.port = d.Int32();
     }},
    {"nodePort", [](Decoder& d, ServicePort& p) { p.node_port = d.Int32(); }},
    {"targetPort",
     [](Decoder& d, ServicePort& p) {
       p.target_port.position = d.position();
       if (d.reader().type() == ValueType::kString) {
         p.target_port = d.LocatedText();
       } else {
         p.target_port_number = d.Int32();
       }
     }},
    {"appProtocol", SkipField<ServicePort>},
};

std::vector<ServicePort> ReadPorts(Decoder& decoder) {
  std::vector<ServicePort> result;
  decoder.List([&](int) {
    ServicePort port;
    port.position = decoder.position();
    ReadKnownFields(decoder, kServicePortFields, port);
    result.push_back(port);
  });
  return result;
}

constexpr Field<Service> kServiceSpecFields[] = {
    {"type",
     [](Decoder& d, Service& s) {
       s.type_position = d.position();
       s.type = d.Text();
     }},
    {"clusterIP", [](Decoder& d, Service& s) { s.cluster_ip = d.LocatedText(); }},
    {"clusterIPs", [](Decoder& d, Service& s) { s.cluster_ips = d.Texts(); }},
    {"ports", [](Decoder& d, Service& s) { s.ports = ReadPorts(d); }},
    {"selector", [](Decoder& d, Service& s) { s.selector = d.TextMap(); }},
    {"externalName", [](Decoder& d, Service& s) { s.external_name = d.Text(); }},
};

constexpr Field<LoadBalancerIngress> kIngressFields[] = {
    {"ip", [](Decoder& d, LoadBalancerIngress& i) { i.ip = d.Text(); }},
    {"hostname", [](Decoder& d, LoadBalancerIngress& i) { i.hostname = d.Text(); }},
};

constexpr Field<Service> kLoadBalancerFields[] = {
    {"ingress", [](Decoder& d, Service& s) { s.load_balancer = ReadList(d, kIngressFields); }},
};

constexpr Field<Service> kServiceStatusFields[] = {
    {"loadBalancer", [](Decoder& d, Service& s) { ReadFields(d, kLoadBalancerFields, s); }},
};

constexpr Field<Service> kServiceFields[] = {
    {"apiVersion", SkipField<Service>},
    {"kind", SkipField<Service>},
    {"metadata", ReadMeta<Service>},
    {"spec", [](Decoder& d, Service& s) { ReadFields(d, kServiceSpecFields, s); }},
    {"status", [](Decoder& d, Service& s) { ReadFields(d, kServiceStatusFields, s); }},
};

// ------------------------------------------------------------------------------------- data

constexpr Field<ConfigMap> kConfigMapFields[] = {
    {"apiVersion", SkipField<ConfigMap>},
    {"kind", SkipField<ConfigMap>},
    {"metadata", ReadMeta<ConfigMap>},
    {"data", [](Decoder& d, ConfigMap& c) { c.data = d.TextMap(); }},
    {"binaryData",
     [](Decoder& d, ConfigMap& c) {
       for (const Entry& entry : d.Base64Map()) c.binary_keys.push_back(entry.key);
     }},
    {"immutable", SkipField<ConfigMap>},
};

struct SecretDraft {
  ObjectMeta meta;
  Entries data;
  Entries string_data;
};

constexpr Field<SecretDraft> kSecretFields[] = {
    {"apiVersion", SkipField<SecretDraft>},
    {"kind", SkipField<SecretDraft>},
    {"metadata", ReadMeta<SecretDraft>},
    {"data", [](Decoder& d, SecretDraft& s) { s.data = d.Base64Map(); }},
    {"stringData", [](Decoder& d, SecretDraft& s) { s.string_data = d.TextMap(); }},
    {"type", SkipField<SecretDraft>},
    {"immutable", SkipField<SecretDraft>},
};

// ------------------------------------------------------------------------------------- Node

constexpr Field<NodeAddress> kAddressFields[] = {
    {"type", [](Decoder& d, NodeAddress& a) { a.type = d.Text(); }},
    {"address", [](Decoder& d, NodeAddress& a) { a.address = d.Text(); }},
};

struct NodeStatus {
  std::vector<NodeAddress> addresses;
  std::optional<Entries> allocatable;
  Entries capacity;
  std::string_view kubelet_version;
};

constexpr Field<NodeStatus> kNodeInfoFields[] = {
    {"kubeletVersion", [](Decoder& d, NodeStatus& s) { s.kubelet_version = d.Text(); }},
};

constexpr Field<NodeStatus> kNodeStatusFields[] = {
    {"addresses", [](Decoder& d, NodeStatus& s) { s.addresses = ReadList(d, kAddressFields); }},
    {"allocatable",
     [](Decoder& d, NodeStatus& s) {
       const bool given = d.reader().type() != ValueType::kNull;
       Entries entries = d.QuantityMap();
       if (given) s.allocatable = std::move(entries);
     }},
    {"capacity", [](Decoder& d, NodeStatus& s) { s.capacity = d.QuantityMap(); }},
    {"nodeInfo", [](Decoder& d, NodeStatus& s) { ReadFields(d, kNodeInfoFields, s); }},
};

// What is allocatable is the capacity where it is not said
// (pkg/apis/core/v1/defaults.go, SetDefaults_NodeStatus).
void ReadNodeStatus(Decoder& decoder, Node& node) {
  NodeStatus status;
  ReadFields(decoder, kNodeStatusFields, status);
  node.addresses = std::move(status.addresses);
  node.kubelet_version = status.kubelet_version;
  node.allocatable = status.allocatable.value_or(std::move(status.capacity));
}

constexpr Field<Node> kNodeFields[] = {
    {"apiVersion", SkipField<Node>}, {"kind", SkipField<Node>},  {"metadata", ReadMeta<Node>},
    {"spec", SkipField<Node>},       {"status", ReadNodeStatus},
};

// ------------------------------------------------------------------------------------- workloads

constexpr Field<Pod> kPodFields[] = {
    {"apiVersion", SkipField<Pod>},
    {"kind", SkipField<Pod>},
    {"metadata", ReadMeta<Pod>},
    {"spec", [](Decoder& d, Pod& p) { p.spec = DecodePodSpec(d); }},
    {"status", [](Decoder& d, Pod& p) { p.status = DecodePodStatus(d); }},
};

constexpr Field<Pod> kTemplateFields[] = {
    {"metadata", ReadMeta<Pod>},
    {"spec", [](Decoder& d, Pod& p) { p.spec = DecodePodSpec(d); }},
};

// Skips the value of the key that was read last, and reports the key unless it is one of `known`,
// or `known` is empty: then any key may be there.
void SkipOther(Decoder& decoder, const std::vector<std::string_view>& known) {
  const std::string_view key = decoder.reader().key().text;
  if (!known.empty() && std::find(known.begin(), known.end(), key) == known.end()) {
    decoder.UnknownField(known);
  }
  decoder.reader().Skip();
}

// Removes the first name from a path and returns it.
std::string_view TakeFirst(std::string_view& path) {
  const size_t dot = std::min(path.find('.'), path.size());
  const std::string_view first = path.substr(0, dot);
  path.remove_prefix(std::min(dot + 1, path.size()));
  return first;
}

// Reads the pod template at `path` within the next value: "template", "jobTemplate.spec.template".
// The value has no other fields than `known`; empty: it may have any.
void ReadTemplate(Decoder& decoder, std::string_view path,
                  const std::vector<std::string_view>& known, Pod& pod) {
  if (path.empty()) {
    pod.meta.position = decoder.position();
    ReadKnownFields(decoder, kTemplateFields, pod);
    return;
  }
  const std::string_view first = TakeFirst(path);
  decoder.Map([&](std::string_view key) {
    if (key != first) return SkipOther(decoder, known);
    if (key == "jobTemplate") {
      ReadTemplate(decoder, path, {"metadata", "spec"}, pod);
    } else {
      ReadTemplate(decoder, path, {}, pod);
    }
  });
}

template <typename T, size_t N>
T ReadObject(Decoder& decoder, const Field<T> (&fields)[N]) {
  T object;
  object.meta.position = decoder.position();
  ReadKnownFields(decoder, fields, object);
  return object;
}

}  // namespace

ObjectMeta DecodeMeta(Decoder& decoder) {
  ObjectMeta meta;
  ReadFields(decoder, kMetaFields, meta);
  return meta;
}

Service DecodeService(Decoder& decoder) { return ReadObject(decoder, kServiceFields); }
ConfigMap DecodeConfigMap(Decoder& decoder) { return ReadObject(decoder, kConfigMapFields); }
Node DecodeNode(Decoder& decoder) { return ReadObject(decoder, kNodeFields); }

// stringData goes into data, key by key, as the API server does on writing
// (pkg/apis/core/v1/conversion.go, Convert_v1_Secret_To_core_Secret).
Secret DecodeSecret(Decoder& decoder) {
  SecretDraft draft = ReadObject(decoder, kSecretFields);
  Secret secret;
  secret.meta = std::move(draft.meta);
  secret.data = std::move(draft.string_data);
  const size_t strings = secret.data.size();
  for (Entry& entry : draft.data) {
    const auto end = secret.data.begin() + static_cast<std::ptrdiff_t>(strings);
    const auto found =
        std::lower_bound(secret.data.begin(), end, entry.key,
                         [](const Entry& e, std::string_view key) { return e.key < key; });
    if (found == end || found->key != entry.key) secret.data.push_back(entry);
  }
  std::sort(secret.data.begin(), secret.data.end(),
            [](const Entry& a, const Entry& b) { return a.key < b.key; });
  return secret;
}

Workload DecodeWorkload(Decoder& decoder, std::string_view kind, std::string_view path) {
  Workload workload;
  workload.kind = kind;
  workload.path = path;
  if (path.empty()) {
    workload.pod = ReadObject(decoder, kPodFields);
    workload.meta = workload.pod.meta;
    return workload;
  }
  const std::string_view first = TakeFirst(path);
  std::vector<std::string_view> known = {"apiVersion", "kind", "metadata", first};
  if (first == "spec") known.push_back("status");
  workload.meta.position = decoder.position();
  decoder.Map([&](std::string_view key) {
    if (key == "metadata") {
      ReadMeta(decoder, workload);
    } else if (key == first) {
      ReadTemplate(decoder, path, {}, workload.pod);
    } else {
      SkipOther(decoder, known);
    }
  });
  return workload;
}

}  // namespace svcenv
