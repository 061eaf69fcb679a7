#include "cli/workspace/workspace_flags.h"

#include "absl/strings/str_cat.h"
#include "cli/terminal/errors.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv::cli {
namespace {

constexpr size_t kMaxMessages = 10;

absl::Status CheckIps(std::string_view flag, const std::vector<std::string>& ips) {
  for (const std::string& ip : ips) {
    if (!ParseIp(ip).has_value()) {
      return WrongUse(absl::StrCat(flag, " '", ip, "' is not a valid IP address"),
                      "write an address like 10.244.1.7 or fd00::7");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckReach(const WorkspaceFlags& flags) {
  const std::string& address = flags.node_address;
  if (!flags.reach.empty() && flags.reach != kReachNodePort && flags.reach != kReachLoadBalancer) {
    return WrongUse(
        absl::StrCat("--reach '", flags.reach, "' is not valid"),
        "use nodeport for the address of a node, or loadbalancer for that of the load balancer");
  }
  if (address.empty()) return absl::OkStatus();
  if (flags.reach != kReachNodePort) {
    return WrongUse("--node-address requires --reach nodeport",
                    "add --reach nodeport, or omit --node-address");
  }
  if (!ParseIp(address).has_value() && !Dns1123SubdomainProblem(address).empty()) {
    return WrongUse(
        absl::StrCat("--node-address '", address, "' is not a valid IP address or host name"),
        "write an address like 192.0.2.10 or node1.example.com");
  }
  return absl::OkStatus();
}

}  // namespace

void WorkspaceFlags::AddObjectFlags(Arguments* arguments, bool set_is_taken) {
  arguments->Group("Objects");
  arguments->Add(
      &paths.files, "-f,--filename", "FILE|DIR|-",
      "Read objects in YAML or JSON from a file, a directory (its *.json, *.yaml, and *.yml "
      "files), or stdin. Files in a directory that are not Kubernetes objects are skipped. Can be "
      "repeated. Without any input, objects are read from the live cluster with kubectl");
  arguments->Add(&paths.recursive, "-R,--recursive", "Process directories recursively");
  arguments->Add(&paths.ignored, "--ignore-path", "GLOB",
                 "Skip files and directories that match GLOB, as in .gitignore. Can be repeated");
  arguments->Add(&kustomizations, "-k,--kustomize", "DIR",
                 "Read the output of kubectl kustomize for a directory. Can be repeated");
  arguments->Add(&helm.chart, "--helm", "CHART", "Read the output of helm template for a chart");
  arguments->Add(&helm.release, "--helm-release", "NAME",
                 "Name of the release for --helm. Defaults to release-name, as in helm template");
  arguments->Add(&helm.values, "--values", "FILE", "Values file for --helm. Can be repeated");
  arguments->Add(&helm.sets, set_is_taken ? "--helm-set" : "--helm-set,--set", "KEY=VALUE",
                 "Set a value for --helm. Can be repeated");
  arguments->Add(&verbose, "--verbose",
                 "List skipped files and objects that are defined more than once");
  arguments->Add(
      &namespace_, "-n,--namespace", "NAMESPACE",
      "Show only this namespace. With -f, it is also the namespace of objects that do not set one, "
      "instead of default. Without -f, defaults to the namespace of the kubectl context");
  arguments->Add(&all_namespaces, "-A,--all-namespaces",
                 "Show all namespaces. This is the default with -f and without -n");
  arguments->Add(&kubectl.context, "--context", "CONTEXT", "Name of the kubeconfig context to use");
  arguments->Add(&kubectl.kubeconfig, "--kubeconfig", "FILE",
                 "Path to the kubeconfig file to use with kubectl");
  arguments->Add(&kube_version, "--kube-version", "VERSION",
                 absl::StrCat("Kubernetes version whose rules apply: ", KnownVersionsText(),
                              ". Defaults to the version of the live cluster, or to ",
                              DefaultVersion().name, " with -f"));
  arguments->Add(&jobs, "-j,--jobs", "N",
                 "Maximum number of threads. Does not change the output. Defaults to the number of "
                 "processors");
}

void WorkspaceFlags::AddServiceFlags(Arguments* arguments) {
  arguments->Group("Services");
  arguments->Add(
      &assume_ips, "--assume-ips", "CIDR",
      "Assign addresses from this CIDR to services without a cluster IP, the same ones each time: "
      "in order of (namespace, name), starting with the second usable address. The first is "
      "reserved for kubernetes in default. Values that depend on them are marked as assumed");
  arguments->Add(&cluster_ips, "--cluster-ip", "[NAMESPACE/]NAME=IP",
                 "Set the cluster IP of a service. Can be repeated");
}

void WorkspaceFlags::AddLegacyFlag(Arguments* arguments) {
  arguments->Add(&legacy_service_host, "--legacy-service-host", "IP",
                 "Add SERVICE_HOST=IP, as Kubernetes before 1.0 did");
}

void WorkspaceFlags::AddReachFlags(Arguments* arguments) {
  arguments->Add(
      &reach, "--reach", "nodeport|loadbalancer",
      "Use hosts and ports that are reachable from outside the cluster: a node's address and node "
      "ports, or the load balancer's address and service ports. Services that have none keep their "
      "cluster IPs and are reported");
  arguments->Add(&node_address, "--node-address", "ADDRESS",
                 "Address of the nodes for --reach nodeport. Defaults to the first ExternalIP, or "
                 "else InternalIP, of the Nodes in the input, by name");
}

void WorkspaceFlags::AddPodFlags(Arguments* arguments) {
  arguments->Group("Running pod");
  arguments->Add(&complete, "--complete",
                 "Treat the input as complete: a missing object is an error, as for the kubelet, "
                 "and its values are not unknown");
  arguments->Add(&pod_ips, "--pod-ip", "IP", "IP address of the pod. Can be repeated");
  arguments->Add(&host_ips, "--host-ip", "IP", "IP address of the pod's node. Can be repeated");
  arguments->Add(&node_name, "--node-name", "NAME", "Name of the node that the pod runs on");
  arguments->Add(&node_file, "--node", "FILE",
                 "Read a Node. If it is the only one in the file, pods without a node name run on "
                 "it");
  arguments->Add(&node_ips, "--node-ip", "IP",
                 "The kubelet's --node-ip. Its IP family comes first among the pod's IPs. Can be "
                 "repeated");
}

void WorkspaceFlags::AddMessageFlags(Arguments* arguments, bool lists_warnings) {
  arguments->Group("Messages");
  arguments->Add(&quiet, "-q,--quiet", "Do not print warnings and notes, only errors");
  if (!lists_warnings) return;
  arguments->Add(&warnings, "--warnings", "few|all",
                 absl::StrCat("Print at most ", kMaxMessages,
                              " errors, warnings, and notes, one per cause, or all of them. "
                              "Defaults to few"));
}

void WorkspaceFlags::SetUp(Console* console) const {
  if (quiet) console->set_only_errors();
  if (warnings == kFewWarnings) console->set_room(kMaxMessages);
}

absl::StatusOr<ParsedVersion> WorkspaceFlags::Version() const {
  absl::StatusOr<ParsedVersion> version = ParseVersion(kube_version);
  if (version.ok()) return version;
  return WrongUse(absl::StrCat("--kube-version: ", version.status().message()),
                  absl::StrCat("use a supported version: ", KnownVersionsText()));
}

absl::Status WorkspaceFlags::CheckInputs() const {
  if (helm.chart.empty()) {
    const std::string_view flag = !helm.values.empty()    ? "--values"
                                  : !helm.sets.empty()    ? "--helm-set"
                                  : !helm.release.empty() ? "--helm-release"
                                                          : "";
    if (!flag.empty()) {
      return WrongUse(absl::StrCat(flag, " requires a Helm chart"),
                      "pass the chart with --helm CHART");
    }
  }
  if (warnings != kFewWarnings && warnings != kAllWarnings) {
    return WrongUse(absl::StrCat("--warnings '", warnings, "' is not valid"), "use few or all");
  }
  if (paths.recursive && paths.empty()) {
    return WrongUse("-R requires -f", "pass a directory with -f, or omit -R");
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
  arguments->Add(&selection->kinds, "--kinds", "KIND,…",
                 "Kinds of workloads, such as pods,deployments,rollouts. If omitted, all in the "
                 "input, or the pods of a live cluster");
  arguments->Add(&selection->selector, "-l,--selector", "SELECTOR",
                 "Label selector to filter on: app=web,tier!=front,env in (dev,test),!canary");
  arguments->Add(&selection->container, "-c,--container", "CONTAINER",
                 "Container name. If omitted, all containers are selected");
}

}  // namespace svcenv::cli
