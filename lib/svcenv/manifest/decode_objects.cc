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

// Returns the controller among the owners, such as "ReplicaSet web-7d9f", or "".
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

// ------------------------------------------------------------------------------------- Service

// Keeps the first placeholder in the fields that determine a service's variables.
void KeepPlaceholder(std::string_view placeholder, Service& service) {
  if (service.placeholder.empty()) service.placeholder = placeholder;
}

Located ReadVarying(Decoder& decoder, Service& service) {
  KeepPlaceholder(decoder.PeekPlaceholder(), service);
  return decoder.LocatedText();
}

// Fields of the last port in service.ports.
constexpr Field<Service> kServicePortFields[] = {
    {"name", [](Decoder& d, Service& s) { s.ports.back().name = ReadVarying(d, s); }},
    {"protocol", [](Decoder& d, Service& s) { s.ports.back().protocol = ReadVarying(d, s); }},
    {"port",
     [](Decoder& d, Service& s) {
       KeepPlaceholder(d.PeekPlaceholder(), s);
       s.ports.back().position = d.position();
       s.ports.back().port = d.Int32();
     }},
    {"nodePort", [](Decoder& d, Service& s) { s.ports.back().node_port = d.Int32(); }},
    {"targetPort",
     [](Decoder& d, Service& s) {
       ServicePort& port = s.ports.back();
       port.target_port.position = d.position();
       if (d.reader().type() == ValueType::kString) {
         port.target_port = d.LocatedText();
       } else {
         port.target_port_number = d.Int32();
       }
     }},
    {"appProtocol", SkipField<Service>},
};

void ReadPorts(Decoder& decoder, Service& service) {
  KeepPlaceholder(decoder.PeekPlaceholder(), service);
  decoder.List([&](int) {
    KeepPlaceholder(decoder.PeekPlaceholder(), service);
    service.ports.emplace_back().position = decoder.position();
    ReadKnownFields(decoder, kServicePortFields, service);
  });
}

constexpr Field<Service> kServiceSpecFields[] = {
    {"type",
     [](Decoder& d, Service& s) {
       s.type_position = d.position();
       s.type = d.Text();
     }},
    {"clusterIP", [](Decoder& d, Service& s) { s.cluster_ip = ReadVarying(d, s); }},
    {"clusterIPs", [](Decoder& d, Service& s) { s.cluster_ips = d.Texts(); }},
    {"ports", ReadPorts},
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
       for (const Entry& entry : d.Base64Map(&c.unknown.keys)) {
         c.binary_keys.push_back(entry.key);
         c.binary_bytes += entry.value.size();
       }
     }},
    {"immutable", SkipField<ConfigMap>},
};

constexpr std::string_view kEncrypted = "is encrypted by SOPS";
constexpr std::string_view kReplaced = "has placeholders";

// Moves keys whose values are encrypted from `data` to `unknown`.
void TakeEncrypted(Entries& data, UnknownKeys& unknown) {
  const auto is_encrypted = [](const Entry& entry) { return IsEncryptedText(entry.value); };
  for (const Entry& entry : data) {
    if (is_encrypted(entry)) unknown.keys.push_back(entry.key);
  }
  data.erase(std::remove_if(data.begin(), data.end(), is_encrypted), data.end());
}

struct SecretDraft {
  ObjectMeta meta;
  Entries data;
  Entries string_data;
  std::string_view type;
  std::vector<std::string_view> unknown_keys;
};

constexpr Field<SecretDraft> kSecretFields[] = {
    {"apiVersion", SkipField<SecretDraft>},
    {"kind", SkipField<SecretDraft>},
    {"metadata", ReadMeta<SecretDraft>},
    {"data", [](Decoder& d, SecretDraft& s) { s.data = d.Base64Map(&s.unknown_keys); }},
    {"stringData", [](Decoder& d, SecretDraft& s) { s.string_data = d.TextMap(); }},
    {"type", [](Decoder& d, SecretDraft& s) { s.type = d.Text(); }},
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

// `allocatable` defaults to `capacity` (pkg/apis/core/v1/defaults.go, SetDefaults_NodeStatus).
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

// ------------------------------------------------------------------------------------- LimitRange

constexpr Field<LimitRangeItem> kLimitFields[] = {
    {"type", [](Decoder& d, LimitRangeItem& i) { i.type = d.LocatedText(); }},
    {"max", [](Decoder& d, LimitRangeItem& i) { i.max = d.QuantityMap(); }},
    {"min", [](Decoder& d, LimitRangeItem& i) { i.min = d.QuantityMap(); }},
    {"default", [](Decoder& d, LimitRangeItem& i) { i.default_limits = d.QuantityMap(); }},
    {"defaultRequest", [](Decoder& d, LimitRangeItem& i) { i.default_requests = d.QuantityMap(); }},
    {"maxLimitRequestRatio", [](Decoder& d, LimitRangeItem& i) { i.max_ratio = d.QuantityMap(); }},
};

constexpr Field<LimitRange> kLimitRangeSpecFields[] = {
    {"limits", [](Decoder& d, LimitRange& l) { l.limits = ReadList(d, kLimitFields); }},
};

constexpr Field<LimitRange> kLimitRangeFields[] = {
    {"apiVersion", SkipField<LimitRange>},
    {"kind", SkipField<LimitRange>},
    {"metadata", ReadMeta<LimitRange>},
    {"spec", [](Decoder& d, LimitRange& l) { ReadFields(d, kLimitRangeSpecFields, l); }},
};

}  // namespace

ObjectMeta DecodeMeta(Decoder& decoder) {
  ObjectMeta meta;
  ReadFields(decoder, kMetaFields, meta);
  return meta;
}

Service DecodeService(Decoder& decoder) {
  Service service = ReadObject(decoder, kServiceFields);
  KeepPlaceholder(decoder.PlaceholderIn(service.meta.name.text), service);
  return service;
}

ConfigMap DecodeConfigMap(Decoder& decoder) {
  ConfigMap config_map = ReadObject(decoder, kConfigMapFields);
  if (decoder.encrypted()) TakeEncrypted(config_map.data, config_map.unknown);
  config_map.unknown.why = decoder.encrypted() ? kEncrypted : kReplaced;
  return config_map;
}

Node DecodeNode(Decoder& decoder) { return ReadObject(decoder, kNodeFields); }
LimitRange DecodeLimitRange(Decoder& decoder) { return ReadObject(decoder, kLimitRangeFields); }

namespace {

// Adds the keys that the token controller sets and the Secret does not have:
// pkg/controller/serviceaccount/tokens_controller.go, generateTokenIfNeeded (1.37.2).
void AddTokenKeys(Secret& secret) {
  for (const std::string_view key : {"ca.crt", "namespace", "token"}) {
    if (FindEntry(secret.data, key) == nullptr) secret.unknown.keys.push_back(key);
  }
  secret.unknown.why = "is populated by the token controller";
}

void AddUnknownKeys(const Decoder& decoder, SecretDraft draft, Secret& secret) {
  secret.unknown = {std::move(draft.unknown_keys), kReplaced};
  if (decoder.encrypted()) {
    TakeEncrypted(secret.data, secret.unknown);
    secret.unknown.why = kEncrypted;
  } else if (draft.type == "kubernetes.io/service-account-token") {
    AddTokenKeys(secret);
  }
}

}  // namespace

// Merges stringData into data, key by key, as the API server does on writes
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
  SortByKey(&secret.data);
  AddUnknownKeys(decoder, std::move(draft), secret);
  return secret;
}

}  // namespace svcenv
