#include "cli/workspace/session.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/select/services.h"
#include "cli/sources/files.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/progress.h"
#include "svcenv/base/parallel.h"
#include "svcenv/base/visible.h"
#include "svcenv/check/rule.h"
#include "svcenv/kubernetes/assume_ips.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/kubernetes/reach.h"
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

constexpr std::string_view kNodePort = "nodeport";
constexpr std::string_view kLoadBalancer = "loadbalancer";

bool HasErrors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

std::string NameOf(const Service& service) {
  return absl::StrCat(service.meta.namespace_, "/", service.meta.name.text);
}

absl::Status CheckReach(const SessionFlags& flags) {
  const std::string& address = flags.node_address;
  if (!flags.reach.empty() && flags.reach != kNodePort && flags.reach != kLoadBalancer) {
    return WrongUse(
        absl::StrCat("--reach '", flags.reach, "' is neither nodeport nor loadbalancer"),
        "nodeport goes to a node's address, loadbalancer to that of the service itself");
  }
  if (address.empty()) return absl::OkStatus();
  if (flags.reach != kNodePort) {
    return WrongUse("--node-address is for --reach nodeport", "add it, or leave the address out");
  }
  if (!ParseIp(address).has_value() && !Dns1123SubdomainProblem(address).empty()) {
    return WrongUse(
        absl::StrCat("--node-address '", address, "' is no IP address and no host name"),
        "write an address like 192.0.2.10 or node1.example.com");
  }
  return absl::OkStatus();
}

}  // namespace

void SessionFlags::AddObjectFlags(Arguments* arguments) {
  arguments->Group("Objects");
  arguments->Add(
      &files, "-f,--filename", "FILE|DIR|-",
      "read the objects of a file of YAML or JSON, of the *.json, *.yaml and *.yml files of a "
      "directory, or of standard input; may be given more than once. Without it kubectl reads them "
      "from a live cluster");
  arguments->Add(&recursive, "-R,--recursive", "read the directories below a directory too");
  arguments->Add(
      &namespace_, "-n,--namespace", "NAMESPACE",
      "the only namespace that is shown; with -f also the one of objects that name none (else "
      "default), without -f the one of kubectl's context unless given");
  arguments->Add(&all_namespaces, "-A,--all-namespaces",
                 "show every namespace, as is done with -f and without -n");
  arguments->Add(&kubectl.context, "--context", "CONTEXT", "the context that kubectl uses");
  arguments->Add(&kubectl.kubeconfig, "--kubeconfig", "FILE", "the configuration of kubectl");
  arguments->Add(&kube_version, "--kube-version", "VERSION",
                 absl::StrCat("the rules of this Kubernetes, ", KnownVersions().front().name,
                              " to ", NewestVersion().name,
                              "; unless given that of the live cluster, with -f the newest"));
  arguments->Add(&jobs, "-j,--jobs", "N",
                 "read and compute with up to N threads, whatever comes out is the same; unless "
                 "given as many as there are processors");
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

void SessionFlags::AddReachFlags(Arguments* arguments) {
  arguments->Add(
      &reach, "--reach", "nodeport|loadbalancer",
      "give the hosts and ports that a client outside the cluster reaches: the address of a node "
      "and node ports, or that of the load balancer and the services' own ports. Services that "
      "have none keep their cluster IPs and are told of");
  arguments->Add(&node_address, "--node-address", "ADDRESS",
                 "the address of nodes for --reach nodeport; unless given the first ExternalIP, "
                 "else InternalIP, of the Nodes that were read, by name");
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

bool Session::Open(const SessionFlags& flags, const Selection& wanted, Console* console,
                   Diagnostics* findings) {
  LiveQuery query;
  query.selection = wanted;
  query.version = flags.kube_version.empty();
  return OpenFor(query, flags, console, findings);
}

bool Session::OpenServices(const SessionFlags& flags, const std::vector<std::string>& names,
                           Console* console) {
  LiveQuery query;
  query.services = true;
  query.names = names;
  return OpenFor(query, flags, console, nullptr);
}

bool Session::OpenFor(const LiveQuery& query, const SessionFlags& flags, Console* console,
                      Diagnostics* findings) {
  const auto fail = [&](const absl::Status& status) {
    if (!status.ok()) console->Fail(status, cluster_.sources());
    return !status.ok();
  };
  if (!flags.kube_version.empty() && fail(ReadVersion(flags.kube_version, console))) return false;
  if (fail(ReadJobs(flags.jobs)) || fail(ReadFacts(flags)) || fail(CheckReach(flags))) return false;
  live_ = flags.files.empty();
  options_.complete = live_ || flags.complete;
  options_.facts_complete = flags.complete;
  options_.legacy_service_host = flags.legacy_service_host;
  if (live_ && fail(ReadCluster(query, flags, console))) return false;
  if (!Load(flags, console, findings)) return false;
  if (!flags.secrets) HideSecrets();
  for (const std::string& text : flags.cluster_ips) {
    if (fail(SetClusterIp(text, flags.namespace_filter()))) return false;
  }
  if (!flags.assume_ips.empty() && fail(AssumeIps(flags.assume_ips, console))) return false;
  return flags.reach.empty() || !fail(ReachFromOutside(flags, console));
}

absl::Status Session::ReadCluster(LiveQuery query, const SessionFlags& flags, Console* console) {
  if (flags.recursive)
    return WrongUse("-R goes with -f", "name a directory with -f, or leave it out");
  query.namespace_ = flags.namespace_;
  query.all_namespaces = flags.all_namespaces;
  query.nodes = flags.reach == kNodePort && flags.node_address.empty();
  query.secrets = flags.secrets;
  query.threads = threads_;
  absl::StatusOr<LiveAnswer> answer;
  {
    Progress progress;
    const Kubectl kubectl(flags.kubectl, [&](std::string_view line) {
      progress.Say(absl::StrCat("kubectl: ", line), console);
    });
    answer = ReadLive(kubectl, query, &cluster_, &progress);
  }
  if (!answer.ok()) return answer.status();
  partial_ = !answer->denied.empty();
  for (Diagnostic& denied : answer->denied) {
    denied.severity = Severity::kWarning;
    console->Say(denied, cluster_.sources());
  }
  return query.version ? ReadLiveVersion(answer->server_version, console) : absl::OkStatus();
}

absl::Status Session::ReadLiveVersion(const std::string& server, Console* console) {
  std::string version = server;
  const VersionProfile* of_nodes = nullptr;
  for (const Node& node : cluster_.nodes()) {
    const absl::StatusOr<ParsedVersion> parsed = ParseVersion(node.kubelet_version);
    if (!parsed.ok() || (of_nodes != nullptr && of_nodes != parsed->profile)) {
      version = server;
      break;
    }
    of_nodes = parsed->profile;
    version = std::string(node.kubelet_version);
  }
  if (!version.empty() && ReadVersion(version, console).ok()) return absl::OkStatus();
  Diagnostic note;
  note.severity = Severity::kInfo;
  note.message = absl::StrCat("the version of the cluster is not known: the rules of Kubernetes ",
                              options_.version->name, " are used");
  note.remedy = "--kube-version names it";
  console->Say(note, cluster_.sources());
  return absl::OkStatus();
}

absl::Status Session::ReadVersion(const std::string& text, Console* console) {
  absl::StatusOr<ParsedVersion> version = ParseVersion(text);
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

absl::Status Session::ReadJobs(const std::string& text) {
  threads_ = AvailableProcessors();
  if (text.empty()) return absl::OkStatus();
  constexpr int kMostThreads = 1024;
  if (absl::SimpleAtoi(text, &threads_) && threads_ >= 1 && threads_ <= kMostThreads) {
    return absl::OkStatus();
  }
  return WrongUse(absl::StrCat("-j '", text, "' is no number of threads"),
                  absl::StrCat("write a whole number from 1 to ", kMostThreads));
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
  options.threads = threads_;
  options.tell_unknown_fields = findings != nullptr;
  Diagnostics diagnostics;
  if (!live_) {
    Progress progress;
    LoadFiles(flags.files, flags.recursive, options, &cluster_, &diagnostics, &progress);
  }
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

void Session::HideSecrets() {
  for (const Secret& secret : cluster_.secrets()) {
    cluster_.AddUnreadable("Secret", secret.meta.namespace_, secret.meta.name.text,
                           kSecretsNotRead);
  }
}

// A file of its own: nothing but its nodes counts.
bool Session::LoadNode(const std::string& file, const LoadOptions& options, Console* console) {
  Diagnostics diagnostics;
  {
    Progress progress;
    LoadFiles({file}, false, options, &node_cluster_, &diagnostics, &progress);
  }
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
  std::string text =
      absl::StrCat("info: assumed cluster IPs, from --assume-ips ", Visible(cidr), ":\n");
  for (const Service* service : *services) {
    absl::StrAppend(&text, "    ", Visible(NameOf(*service)), " ", service->cluster_ip.text, "\n");
  }
  console->Say(text);
  return absl::OkStatus();
}

absl::Status Session::ReachFromOutside(const SessionFlags& flags, Console* console) {
  const bool by_node = flags.reach == kNodePort;
  const std::vector<std::string> nodes = flags.node_address.empty()
                                             ? NodeAddresses(cluster_)
                                             : std::vector<std::string>{flags.node_address};
  if (by_node && nodes.empty()) {
    return WrongUse("--reach nodeport needs the address of a node, and none was read",
                    "--node-address names one; -f and --node read a Node");
  }
  const std::vector<NotReached> not_reached =
      ReachServices(by_node ? Reach::kNodePort : Reach::kLoadBalancer, nodes, &cluster_);
  if (not_reached.empty()) return absl::OkStatus();
  std::string text = absl::StrCat("warning: not reached by --reach ", flags.reach,
                                  ", they keep their cluster IPs:\n");
  for (const NotReached& one : not_reached) {
    absl::StrAppend(&text, "    ", Visible(absl::StrCat(NameOf(*one.service), ": ", one.why)),
                    "\n");
  }
  console->Say(text);
  return absl::OkStatus();
}

}  // namespace svcenv::cli
