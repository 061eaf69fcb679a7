#include "cli/session.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/errors.h"
#include "cli/sources/files.h"
#include "cli/sources/services.h"
#include "svcenv/check/rule.h"
#include "svcenv/kubernetes/assume_ips.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/manifest/load.h"

namespace svcenv::cli {
namespace {

absl::Status CheckIps(std::string_view flag, const std::vector<std::string>& ips) {
  for (const std::string& ip : ips) {
    if (!ParseIp(ip).has_value()) {
      return WrongUse(absl::StrCat(flag, " '", ip, "' is no IP address"),
                      "write an address like 10.244.1.7 or fd00::7");
    }
  }
  return absl::OkStatus();
}

bool HasErrors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

std::string NameOf(const Service& service) {
  return absl::StrCat(service.meta.namespace_, "/", service.meta.name.text);
}

}  // namespace

void SessionFlags::AddObjectFlags(Arguments* arguments) {
  arguments->Group("Objects");
  arguments->Add(
      &files, "-f,--filename", "FILE|DIR|-",
      "read the objects of a file of YAML or JSON, of the *.json, *.yaml and *.yml files of a "
      "directory, or of standard input; may be given more than once");
  arguments->Add(&recursive, "-R,--recursive", "read the directories below a directory too");
  arguments->Add(
      &namespace_, "-n,--namespace", "NAMESPACE",
      "the namespace of objects that name none (else default), and the only one that is shown");
  arguments->Add(&all_namespaces, "-A,--all-namespaces",
                 "show every namespace, as is done without -n");
  arguments->Add(&kube_version, "--kube-version", "VERSION",
                 absl::StrCat("the rules of this Kubernetes, ", KnownVersions().front().name,
                              " to ", NewestVersion().name, "; the newest unless given"));
}

void SessionFlags::AddServiceFlags(Arguments* arguments) {
  arguments->Group("Services");
  arguments->Add(
      &assume_ips, "--assume-ips", "CIDR",
      "give services without a cluster IP addresses of this network, the same ones each time: in "
      "order of (namespace, name) from its second usable address on, the first is for kubernetes "
      "of default; what depends on them is marked as assumed");
  arguments->Add(&cluster_ips, "--cluster-ip", "[NAMESPACE/]NAME=IP",
                 "take this as the cluster IP of a service; may be given more than once");
}

void SessionFlags::AddLegacyFlag(Arguments* arguments) {
  arguments->Add(&legacy_service_host, "--legacy-service-host", "IP",
                 "add SERVICE_HOST=IP, as Kubernetes before 1.0 did");
}

void SessionFlags::AddPodFlags(Arguments* arguments) {
  arguments->Group("The running pod");
  arguments->Add(&complete, "--complete",
                 "take what was read as all there is: an object that is missing is then an error, "
                 "as for the kubelet, and its values are not unknown");
  arguments->Add(&pod_ips, "--pod-ip", "IP", "an IP of the pod; may be given more than once");
  arguments->Add(&host_ips, "--host-ip", "IP",
                 "an IP of the pod's node; may be given more than once");
  arguments->Add(&node_name, "--node-name", "NAME", "the node that the pod runs on");
  arguments->Add(&node_file, "--node", "FILE",
                 "read a Node; pods that name no node run on it, if it is the file's only one");
  arguments->Add(
      &node_ips, "--node-ip", "IP",
      "the kubelet's --node-ip, whose family comes first among the pod's IPs; may be given more "
      "than once");
}

void AddSelectionFlags(Selection* selection, Arguments* arguments) {
  arguments->Add(&selection->selector, "-l,--selector", "SELECTOR",
                 "objects whose labels it selects: app=web,tier!=front,env in (dev,test),!canary");
  arguments->Add(&selection->container, "-c,--container", "CONTAINER", "this container only");
}

bool Session::Open(const SessionFlags& flags, Console* console, Diagnostics* findings) {
  const auto fail = [&](const absl::Status& status) {
    if (!status.ok()) console->Fail(status, cluster_.sources());
    return !status.ok();
  };
  if (flags.files.empty()) {
    return !fail(WrongUse("-f is needed: a live cluster is not read yet",
                          "name manifests with -f FILE, -f DIR or, for standard input, -f -"));
  }
  if (fail(ReadVersion(flags, console)) || fail(ReadFacts(flags))) return false;
  options_.complete = flags.complete;
  options_.legacy_service_host = flags.legacy_service_host;
  if (!Load(flags, console, findings)) return false;
  for (const std::string& text : flags.cluster_ips) {
    if (fail(SetClusterIp(text, flags.namespace_filter()))) return false;
  }
  return flags.assume_ips.empty() || !fail(AssumeIps(flags.assume_ips, console));
}

absl::Status Session::ReadVersion(const SessionFlags& flags, Console* console) {
  if (flags.kube_version.empty()) return absl::OkStatus();
  absl::StatusOr<ParsedVersion> version = ParseVersion(flags.kube_version);
  if (!version.ok()) {
    return WrongUse(absl::StrCat("--kube-version: ", version.status().message()),
                    absl::StrCat("svcenv knows the rules of ", KnownVersions().front().name, " to ",
                                 NewestVersion().name));
  }
  options_.version = version->profile;
  if (!version->note.empty()) {
    Diagnostic note;
    note.severity = Severity::kInfo;
    note.message = version->note;
    console->Say(note, cluster_.sources());
  }
  return absl::OkStatus();
}

absl::Status Session::ReadFacts(const SessionFlags& flags) {
  const std::vector<std::string> legacy = flags.legacy_service_host.empty()
                                              ? std::vector<std::string>{}
                                              : std::vector<std::string>{flags.legacy_service_host};
  for (const absl::Status& status :
       {CheckIps("--pod-ip", flags.pod_ips), CheckIps("--node-ip", flags.node_ips),
        CheckIps("--host-ip", flags.host_ips), CheckIps("--legacy-service-host", legacy)}) {
    if (!status.ok()) return status;
  }
  facts_.pod_ips = flags.pod_ips;
  facts_.node_ips = flags.node_ips;
  facts_.host_ips = flags.host_ips;
  facts_.node_name = flags.node_name;
  return absl::OkStatus();
}

bool Session::Load(const SessionFlags& flags, Console* console, Diagnostics* findings) {
  LoadOptions options;
  if (!flags.namespace_.empty()) options.default_namespace = flags.namespace_;
  options.version = options_.version;
  options.tell_unknown_fields = findings != nullptr;
  Diagnostics diagnostics;
  LoadFiles(flags.files, flags.recursive, options, &cluster_, &diagnostics);
  if (findings != nullptr) {
    const auto of_lint = std::stable_partition(
        diagnostics.begin(), diagnostics.end(),
        [](const Diagnostic& diagnostic) { return FindRule(diagnostic.code) == nullptr; });
    findings->insert(findings->end(), of_lint, diagnostics.end());
    diagnostics.erase(of_lint, diagnostics.end());
  }
  for (const Diagnostic& diagnostic : diagnostics) console->Say(diagnostic, cluster_.sources());
  return !HasErrors(diagnostics) &&
         (flags.node_file.empty() || LoadNode(flags.node_file, options, console));
}

// A file of its own: nothing but its nodes counts.
bool Session::LoadNode(const std::string& file, const LoadOptions& options, Console* console) {
  Diagnostics diagnostics;
  LoadFiles({file}, false, options, &node_cluster_, &diagnostics);
  const auto& nodes = node_cluster_.nodes();
  if (nodes.empty() && !HasErrors(diagnostics)) {
    diagnostics.push_back(FromStatus(WrongUse(absl::StrCat("--node ", file, " holds no Node"),
                                              "kubectl get node NAME -o yaml writes one")));
  }
  for (const Diagnostic& diagnostic : diagnostics)
    console->Say(diagnostic, node_cluster_.sources());
  for (Node node : nodes) {
    // Its places are in another Sources.
    node.meta.position = node.meta.name.position = {};
    for (Entry& entry : node.allocatable) entry.position = {};
    cluster_.Add(std::move(node));
  }
  if (nodes.size() == 1) default_node_ = std::string(nodes.front().meta.name.text);
  return !HasErrors(diagnostics);
}

PodFacts Session::FactsOf(const Workload& workload) const {
  PodFacts facts = facts_;
  if (facts.node_name.empty() && workload.pod.spec.node_name.empty())
    facts.node_name = default_node_;
  return facts;
}

absl::Status Session::SetClusterIp(const std::string& text, std::string_view namespace_) {
  const size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const std::string ip = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (equals == std::string::npos || !ParseIp(ip).has_value()) {
    return WrongUse(
        absl::StrCat("--cluster-ip '", text, "' is no NAME=IP"),
        "write the service, with its namespace if need be, and its address: shop/redis=10.96.0.7");
  }
  absl::StatusOr<std::vector<const Service*>> services =
      SelectServices(cluster_, {name}, namespace_);
  if (!services.ok()) return services.status();
  if (services->size() > 1) {
    std::vector<std::string> names;
    for (const Service* service : *services) names.push_back(NameOf(*service));
    return WrongUse(absl::StrCat("--cluster-ip ", name, " may mean ", absl::StrJoin(names, " or ")),
                    absl::StrCat("name its namespace: --cluster-ip ", names.front(), "=", ip));
  }
  const Service* found = services->front();
  if (found->type == "ExternalName" || found->cluster_ip.text == "None") {
    return WrongUse(
        absl::StrCat("--cluster-ip: Service ", NameOf(*found), " is ",
                     found->cluster_ip.text == "None" ? "headless" : "of type ExternalName",
                     " and never gets one"),
        "change the manifest, or leave the flag out");
  }
  for (Service& service : cluster_.mutable_services()) {
    if (&service == found) service.cluster_ip.text = cluster_.arena().Copy(ip);
  }
  return absl::OkStatus();
}

absl::Status Session::AssumeIps(const std::string& cidr, Console* console) {
  absl::StatusOr<std::vector<const Service*>> services = AssumeClusterIps(cidr, &cluster_);
  if (!services.ok()) {
    return WrongUse(absl::StrCat("--assume-ips: ", services.status().message()),
                    "the default of kubeadm is 10.96.0.0/12");
  }
  if (services->empty()) return absl::OkStatus();
  std::string text = absl::StrCat("info: assumed cluster IPs, from --assume-ips ", cidr, ":\n");
  for (const Service* service : *services) {
    absl::StrAppend(&text, "    ", NameOf(*service), " ", service->cluster_ip.text, "\n");
  }
  console->Say(text);
  return absl::OkStatus();
}

}  // namespace svcenv::cli
