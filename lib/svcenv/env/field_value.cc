#include "svcenv/env/field_value.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/env/source_value.h"
#include "svcenv/env/version_rules.h"
#include "svcenv/go/quote.h"
#include "svcenv/kubernetes/controller.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/kubernetes/template_to_pod.h"

namespace svcenv {
namespace {

constexpr char kRemedy[] =
    "use one of metadata.name, metadata.namespace, metadata.uid, metadata.labels['KEY'], "
    "metadata.annotations['KEY'], spec.nodeName, spec.serviceAccountName, status.hostIP, "
    "status.hostIPs, status.podIP, status.podIPs";

// pkg/fieldpath/fieldpath.go, FormatMap.
std::string FormatMap(const Entries& entries, const VersionProfile& version) {
  const UnicodeTable table = UnicodeTableOf(version);
  return absl::StrJoin(entries, "\n", [table](std::string* out, const Entry& entry) {
    absl::StrAppend(out, entry.key, "=", GoQuote(entry.value, table));
  });
}

std::string AtRunTime(std::string_view what, const PodContext& context) {
  if (!context.workload.is_template()) return absl::StrCat(what, " is known only at run time");
  return absl::StrCat(what, " of a ", context.kind(), "'s pod is known only at run time");
}

class Fields {
 public:
  Fields(const FieldReference& reference, const PodContext& context, int index)
      : reference_(reference), context_(context), index_(index) {}

  absl::StatusOr<SourceValue> Value() const;

 private:
  absl::Status Error(std::string_view code, std::string message, Remedy remedy) const {
    return ToStatus(context_.Error(code, std::move(message), std::move(remedy),
                                   reference_.field_path.position,
                                   absl::StrCat("env[", index_, "].valueFrom.fieldRef.fieldPath")));
  }

  absl::StatusOr<SourceValue> Keyed(const SubscriptedPath& path) const;
  SourceValue Written(std::string_view value, bool is_checked = true) const;
  std::optional<SourceValue> Replaced() const;
  SourceValue NotWritten(const Entries& entries) const;
  SourceValue LimitRanger() const;
  SourceValue ServiceAccount() const;
  std::optional<SourceValue> KubeletsAnnotation(std::string_view key) const;
  SourceValue Map(std::string_view path) const;
  // Returns a field that a template, or a manifest that was never applied, does not have.
  SourceValue OfPod(std::string_view value, std::string_view what) const;
  absl::StatusOr<SourceValue> HostIps(bool all) const;
  absl::StatusOr<SourceValue> PodIps(bool all) const;
  absl::StatusOr<std::vector<std::string>> KnownHostIps() const;
  void AddSecondHostIp(std::vector<std::string>* pod_ips) const;

  const FieldReference& reference_;
  const PodContext& context_;
  const int index_;
};

// Returns the unknown value if another program changes the reference, and otherwise nullopt.
std::optional<SourceValue> Fields::Replaced() const {
  for (const std::string_view text : {reference_.api_version.text, reference_.field_path.text}) {
    std::string why = context_.WhySubstituted(text);
    if (!why.empty()) return SourceValue::Unknown(std::move(why), UnknownCause::kNotInInput);
  }
  return std::nullopt;
}

// A version or path that equals one of the strings below has no placeholder.
absl::StatusOr<SourceValue> Fields::Value() const {
  const std::string_view version =
      reference_.api_version.empty() ? "v1" : reference_.api_version.text;
  if (version != "v1") {
    if (std::optional<SourceValue> replaced = Replaced()) return *std::move(replaced);
    return Error("field-unsupported",
                 absl::StrCat("fieldRef apiVersion ", version, " is not supported"),
                 "omit apiVersion or set it to v1");
  }
  const Pod& pod = context_.pod();
  const std::string_view path = reference_.field_path.text;
  if (const SubscriptedPath split = SplitSubscript(path); split.has_key) {
    if (std::optional<SourceValue> replaced = Replaced()) return *std::move(replaced);
    return Keyed(split);
  }
  if (path == "metadata.labels" || path == "metadata.annotations") return Map(path);
  if (path == "metadata.name") return OfPod(pod.meta.name.text, "the name");
  if (path == "metadata.namespace") return Written(context_.namespace_());
  if (path == "metadata.uid") return OfPod(pod.meta.uid, "the uid");
  if (path == "spec.nodeName" || path == "spec.host") {
    const std::string_view name = context_.facts.node_name.empty()
                                      ? pod.spec.node_name
                                      : std::string_view(context_.facts.node_name);
    if (name.empty() && !context_.options.facts_complete) {
      return SourceValue::Unknown("the node is known only once the pod is scheduled");
    }
    return Written(name);
  }
  if (path == "spec.serviceAccountName") return ServiceAccount();
  if (path == "status.hostIP" || path == "status.hostIPs") return HostIps(path == "status.hostIPs");
  if (path == "status.podIP" || path == "status.podIPs") return PodIps(path == "status.podIPs");
  if (std::optional<SourceValue> replaced = Replaced()) return *std::move(replaced);
  return Error("field-unsupported", absl::StrCat("field path ", path, " is not supported"),
               kRemedy);
}

absl::StatusOr<SourceValue> Fields::Keyed(const SubscriptedPath& path) const {
  const bool labels = path.path == "metadata.labels";
  if (!labels && path.path != "metadata.annotations") {
    return Error("field-unsupported",
                 absl::StrCat("field path ", path.path, " does not support ['KEY']"), kRemedy);
  }
  const std::string checked = labels ? std::string(path.key) : absl::AsciiStrToLower(path.key);
  if (const std::string_view reason = QualifiedNameProblem(checked); !reason.empty()) {
    return Error("field-unsupported",
                 absl::StrCat("'", path.key, "' is not a valid ", labels ? "label" : "annotation",
                              " key: ", reason),
                 "write the key exactly as in metadata, without $(VAR) or whitespace");
  }
  if (!labels) {
    if (std::optional<SourceValue> value = KubeletsAnnotation(path.key)) return *std::move(value);
    if (path.key == kLimitRangerAnnotation && context_.limits() != nullptr) return LimitRanger();
  }
  const ValueInPod value =
      labels ? LabelInPod(context_.workload, path.key, context_.node(), *context_.options.version)
             : AnnotationInPod(context_.workload, path.key);
  if (value.state == ValueInPod::State::kSet) {
    return Written(value.value, labels);
  }
  if (value.state == ValueInPod::State::kAtRunTime) {
    return SourceValue::Unknown(
        AtRunTime(absl::StrCat(labels ? "label " : "annotation ", path.key), context_));
  }
  const ObjectMeta& meta = context_.pod().meta;
  const Entries& entries = labels ? meta.labels : meta.annotations;
  if (const Entry* entry = FindEntry(entries, path.key)) {
    return Written(entry->value, labels);
  }
  return NotWritten(entries);
}

// The kubelet sets these annotations on pods from the API server, whatever their values there. Only
// the mirror pod of a static pod has the kubelet's values on the API server.
// pkg/kubelet/config/config.go, updatePodsFunc and recordFirstSeenTime (1.37.2).
std::optional<SourceValue> Fields::KubeletsAnnotation(std::string_view key) const {
  constexpr std::string_view kSeen = "kubernetes.io/config.seen";
  const bool seen = key == kSeen;
  if (!seen && key != "kubernetes.io/config.source") return std::nullopt;
  if (context_.options.facts_complete) return std::nullopt;
  const Entries& annotations = context_.pod().meta.annotations;
  if (FindEntry(annotations, "kubernetes.io/config.mirror") != nullptr) return std::nullopt;
  if (!seen) return SourceValue::Set("api");
  return SourceValue::Unknown(absl::StrCat("annotation ", kSeen, " is known only at run time"));
}

SourceValue Fields::LimitRanger() const {
  const std::optional<std::string> set =
      LimitRangerAnnotation(context_.pod().spec, *context_.limits());
  if (!set.has_value()) {
    return SourceValue::Unknown(
        absl::StrCat("annotation ", kLimitRangerAnnotation, " is known only at run time"));
  }
  if (!set->empty()) return SourceValue::Set(*set);
  const Entry* written = FindEntry(context_.pod().meta.annotations, kLimitRangerAnnotation);
  return written == nullptr ? SourceValue::Set("") : Written(written->value, /*is_checked=*/false);
}

SourceValue Fields::ServiceAccount() const {
  const std::string_view name = context_.pod().spec.service_account_name;
  if (context_.workload.is_partial && name == "default") {
    return SourceValue::Unknown(AtRunTime("the service account", context_));
  }
  return Written(name);
}

// Returns `value`, or the unknown value if another program changes it. `is_checked`: the API server
// validates it, unlike the value of an annotation, which may be any string.
SourceValue Fields::Written(std::string_view value, bool is_checked) const {
  std::string why = is_checked ? context_.WhySubstituted(value)
                               : WhyPlaceholder(context_.workload.placeholders, value);
  return why.empty() ? SourceValue::Set(value)
                     : SourceValue::Unknown(std::move(why), UnknownCause::kNotInInput);
}

// Returns the value of a missing key: "", or unknown if a key with a placeholder may become it.
SourceValue Fields::NotWritten(const Entries& entries) const {
  for (const Entry& entry : entries) {
    if (IsSubstituted(entry.key)) return Written(entry.key);
  }
  return SourceValue::Set("");
}

SourceValue Fields::Map(std::string_view path) const {
  const bool labels = path == "metadata.labels";
  if (labels && AddsLabels(context_.workload)) {
    return SourceValue::Unknown(
        absl::StrCat("the labels that the ", context_.kind(), " adds are known only at run time"));
  }
  const ObjectMeta& meta = context_.pod().meta;
  const std::string text =
      FormatMap(labels ? meta.labels : meta.annotations, *context_.options.version);
  return Written(text, labels);
}

SourceValue Fields::OfPod(std::string_view value, std::string_view what) const {
  if (!value.empty()) return Written(value);
  if (context_.workload.is_template()) return SourceValue::Unknown(AtRunTime(what, context_));
  if (!context_.options.facts_complete || !context_.pod().meta.generate_name.empty()) {
    return SourceValue::Unknown(absl::StrCat(what, " is known only at run time"));
  }
  return SourceValue::Set(value);
}

// pkg/util/node/node.go, GetNodeHostIPs. Without a Node, uses the pod's status if the facts are
// incomplete. Returns an empty list if the IPs are unknown.
absl::StatusOr<std::vector<std::string>> Fields::KnownHostIps() const {
  if (!context_.facts.host_ips.empty()) return context_.facts.host_ips;
  std::vector<IpAddress> addresses;
  const Node* node = context_.node();
  if (node == nullptr) {
    if (context_.options.facts_complete) return std::vector<std::string>();
    const PodStatus& status = context_.pod().status;
    std::vector<std::string> result(status.host_ips.begin(), status.host_ips.end());
    if (result.empty() && !status.host_ip.empty()) result.emplace_back(status.host_ip.text);
    return result;
  }
  for (const std::string_view type : {"InternalIP", "ExternalIP"}) {
    for (const NodeAddress& address : node->addresses) {
      if (address.type != type) continue;
      if (const auto ip = ParseIp(address.address)) addresses.push_back(*ip);
    }
  }
  // A Node in the input may be incomplete, and may not be the pod's.
  const bool may_differ = !context_.options.facts_complete && context_.facts.node_name.empty();
  if (addresses.empty() && may_differ) return std::vector<std::string>();
  if (addresses.empty()) {
    return Error(
        "host-ip-unknown",
        absl::StrCat("Node ", node->meta.name.text, " has no InternalIP or ExternalIP address"),
        {"give the node an address in status.addresses", {{RemedyKind::kSupplyHostIp}}});
  }
  std::vector<std::string> result = {addresses.front().ToString()};
  for (const IpAddress& ip : addresses) {
    if (ip.is_v6() != addresses.front().is_v6()) {
      result.push_back(ip.ToString());
      break;
    }
  }
  return result;
}

absl::StatusOr<SourceValue> Fields::HostIps(bool all) const {
  absl::StatusOr<std::vector<std::string>> ips = KnownHostIps();
  if (!ips.ok()) return ips.status();
  if (ips->empty()) {
    if (!context_.options.facts_complete) {
      return SourceValue::Unknown("the host's IP is known only once the pod is scheduled");
    }
    return Error("host-ip-unknown", "the host IP is unknown: the pod's Node is not in the input",
                 "add the Node that spec.nodeName names");
  }
  return SourceValue::Set(all ? absl::StrJoin(*ips, ",") : ips->front());
}

// The status of a host-network pod may predate its node's IP of the other family.
// pkg/kubelet/kubelet_pods.go, generateAPIPodStatus.
void Fields::AddSecondHostIp(std::vector<std::string>* pod_ips) const {
  const absl::StatusOr<std::vector<std::string>> host = KnownHostIps();
  if (!host.ok() || host->size() != 2 || pod_ips->size() != 1) return;
  const auto pod = ParseIp(pod_ips->front());
  const auto second = ParseIp(host->back());
  const bool pod_is_v6 = pod && pod->is_v6();
  if (second && second->is_v6() != pod_is_v6) pod_ips->push_back(host->back());
}

absl::StatusOr<SourceValue> Fields::PodIps(bool all) const {
  const bool canonical = context_.options.version->canonical_pod_ips;
  const PodStatus& status = context_.pod().status;
  std::vector<std::string> ips;
  std::string first;  // used if the kubelet cannot parse any address
  const PodFacts& facts = context_.facts;
  if (!facts.pod_ips.empty() || !facts.pod_ip.empty()) {
    const std::vector<std::string> alone = {facts.pod_ip};
    const std::vector<std::string>& given = facts.pod_ips.empty() ? alone : facts.pod_ips;
    ips = SortPodIps(given, facts.node_ips, canonical);
    first = facts.pod_ip.empty() ? given.front() : facts.pod_ip;
  } else if (!status.pod_ips.empty() || !status.pod_ip.empty()) {
    std::vector<std::string> given(status.pod_ips.begin(), status.pod_ips.end());
    if (given.empty()) given.emplace_back(status.pod_ip);
    if (context_.pod().spec.host_network) AddSecondHostIp(&given);
    const auto family = ParseIp(given.front());  // the status has the kubelet's order already
    ips = SortPodIps(
        given,
        family && family->is_v6() ? std::vector<std::string>{"::"} : std::vector<std::string>{},
        canonical);
    first = std::string(status.pod_ip.empty() ? std::string_view(given.front()) : status.pod_ip);
  } else if (context_.pod().spec.host_network) {
    // A node without addresses leaves the pod without any.
    const absl::StatusOr<std::vector<std::string>> host = KnownHostIps();
    if (host.ok()) ips = SortPodIps(*host, facts.node_ips, canonical);
  }
  if (ips.empty() && first.empty() && !context_.options.facts_complete) {
    return SourceValue::Unknown("the pod's IP is known only at run time");
  }
  if (!ips.empty()) first = ips.front();
  return SourceValue::Set(all ? absl::StrJoin(ips, ",") : first);
}

}  // namespace

SubscriptedPath SplitSubscript(std::string_view path) {
  if (!absl::EndsWith(path, "']")) return {path, {}, false};
  const size_t open = path.find("['");
  if (open == 0 || open == std::string_view::npos || open + 2 > path.size() - 2)
    return {path, {}, false};
  return {path.substr(0, open), path.substr(open + 2, path.size() - open - 4), true};
}

absl::StatusOr<SourceValue> FieldValue(const FieldReference& reference, const PodContext& context,
                                       int index) {
  return Fields(reference, context, index).Value();
}

std::vector<std::string> SortPodIps(absl::Span<const std::string> ips,
                                    absl::Span<const std::string> node_ips, bool canonical) {
  bool v6_first = false;
  if (!node_ips.empty()) {
    const auto node = ParseIp(node_ips.front());
    v6_first = !node || node->is_v6();
  }
  std::vector<std::string> result;
  for (const bool v6 : {v6_first, !v6_first}) {
    for (const std::string& text : ips) {
      const auto ip = ParseIp(text);
      if (!ip || ip->is_v6() != v6) continue;
      result.push_back(canonical ? ip->ToString() : text);
      break;
    }
  }
  return result;
}

}  // namespace svcenv
