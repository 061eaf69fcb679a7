#include "cli/workspace/workspace_flags.h"

#include "absl/strings/str_cat.h"
#include "cli/terminal/errors.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/names.h"

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

absl::Status CheckReach(const WorkspaceFlags& flags) {
  const std::string& address = flags.node_address;
  if (!flags.reach.empty() && flags.reach != kReachNodePort && flags.reach != kReachLoadBalancer) {
    return WrongUse(
        absl::StrCat("--reach '", flags.reach, "' is neither nodeport nor loadbalancer"),
        "nodeport goes to a node's address, loadbalancer to that of the service itself");
  }
  if (address.empty()) return absl::OkStatus();
  if (flags.reach != kReachNodePort) {
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

void WorkspaceFlags::AddObjectFlags(Arguments* arguments, bool set_is_taken) {
  arguments->Group("Objects");
  arguments->Add(
      &paths.files, "-f,--filename", "FILE|DIR|-",
      "read the objects of a file of YAML or JSON, of the *.json, *.yaml and *.yml files of a "
      "directory, or of standard input; may be given more than once. Files of a directory that are "
      "not Kubernetes objects are skipped. Without an input, kubectl reads a live cluster");
  arguments->Add(&paths.recursive, "-R,--recursive", "read the directories below a directory too");
  arguments->Add(
      &paths.ignored, "--ignore-path", "GLOB",
      "skip the files and directories that GLOB matches, as .gitignore does; may be given "
      "more than once");
  arguments->Add(&kustomizations, "-k,--kustomize", "DIR",
                 "read what kubectl kustomize makes of a directory; may be given more than once");
  arguments->Add(&helm.chart, "--helm", "CHART", "read what helm template makes of a chart");
  arguments->Add(&helm.values, "--values", "FILE",
                 "values for --helm; may be given more than once");
  arguments->Add(&helm.sets, set_is_taken ? "--helm-set" : "--helm-set,--set", "KEY=VALUE",
                 "a value for --helm; may be given more than once");
  arguments->Add(&verbose, "--verbose", "list skipped files and repeated objects");
  arguments->Add(
      &namespace_, "-n,--namespace", "NAMESPACE",
      "the only namespace that is shown; with -f also the one of objects that name none (else "
      "default), without -f the one of kubectl's context unless given");
  arguments->Add(&all_namespaces, "-A,--all-namespaces",
                 "show every namespace, as is done with -f and without -n");
  arguments->Add(&kubectl.context, "--context", "CONTEXT", "the context that kubectl uses");
  arguments->Add(&kubectl.kubeconfig, "--kubeconfig", "FILE", "the configuration of kubectl");
  arguments->Add(
      &kube_version, "--kube-version", "VERSION",
      absl::StrCat("the rules of this Kubernetes, ", KnownVersionsText(),
                   "; unless given that of the live cluster, with -f ", DefaultVersion().name));
  arguments->Add(&jobs, "-j,--jobs", "N",
                 "read and compute with up to N threads, whatever comes out is the same; unless "
                 "given as many as there are processors");
}

void WorkspaceFlags::AddServiceFlags(Arguments* arguments) {
  arguments->Group("Services");
  arguments->Add(
      &assume_ips, "--assume-ips", "CIDR",
      "give services without a cluster IP addresses of this network, the same ones each time: in "
      "order of (namespace, name) from its second usable address on, the first is for kubernetes "
      "of default; what depends on them is marked as assumed");
  arguments->Add(&cluster_ips, "--cluster-ip", "[NAMESPACE/]NAME=IP",
                 "take this as the cluster IP of a service; may be given more than once");
}

void WorkspaceFlags::AddLegacyFlag(Arguments* arguments) {
  arguments->Add(&legacy_service_host, "--legacy-service-host", "IP",
                 "add SERVICE_HOST=IP, as Kubernetes before 1.0 did");
}

void WorkspaceFlags::AddReachFlags(Arguments* arguments) {
  arguments->Add(
      &reach, "--reach", "nodeport|loadbalancer",
      "give the hosts and ports that a client outside the cluster reaches: the address of a node "
      "and node ports, or that of the load balancer and the services' own ports. Services that "
      "have none keep their cluster IPs and are told of");
  arguments->Add(&node_address, "--node-address", "ADDRESS",
                 "the address of nodes for --reach nodeport; unless given the first ExternalIP, "
                 "else InternalIP, of the Nodes that were read, by name");
}

void WorkspaceFlags::AddPodFlags(Arguments* arguments) {
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

absl::StatusOr<ParsedVersion> WorkspaceFlags::Version() const {
  absl::StatusOr<ParsedVersion> version = ParseVersion(kube_version);
  if (version.ok()) return version;
  return WrongUse(absl::StrCat("--kube-version: ", version.status().message()),
                  absl::StrCat("svcenv knows the rules of ", KnownVersionsText()));
}

absl::Status WorkspaceFlags::CheckInputs() const {
  if (helm.chart.empty() && (!helm.values.empty() || !helm.sets.empty())) {
    return WrongUse(
        absl::StrCat(helm.values.empty() ? "--helm-set" : "--values", " is for a Helm chart"),
        "name the chart with --helm CHART");
  }
  if (paths.recursive && paths.empty()) {
    return WrongUse("-R goes with -f", "name a directory with -f, or leave it out");
  }
  return absl::OkStatus();
}

absl::Status WorkspaceFlags::CheckAddresses() const {
  std::vector<std::string> legacy;
  if (!legacy_service_host.empty()) legacy.push_back(legacy_service_host);
  for (const absl::Status& status :
       {CheckIps("--pod-ip", pod_ips), CheckIps("--node-ip", node_ips),
        CheckIps("--host-ip", host_ips), CheckIps("--legacy-service-host", legacy)}) {
    if (!status.ok()) return status;
  }
  return CheckReach(*this);
}

Selection WorkspaceFlags::InNamespace(Selection selection) const {
  selection.namespace_ = std::string(namespace_filter());
  return selection;
}

void AddSelectionFlags(Selection* selection, Arguments* arguments) {
  arguments->Add(&selection->selector, "-l,--selector", "SELECTOR",
                 "objects whose labels it selects: app=web,tier!=front,env in (dev,test),!canary");
  arguments->Add(&selection->container, "-c,--container", "CONTAINER", "this container only");
}

}  // namespace svcenv::cli
