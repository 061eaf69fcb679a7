#include "cli/workspace/addresses.h"

#include <set>
#include <string>
#include <string_view>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/select/services.h"
#include "cli/terminal/errors.h"
#include "svcenv/kubernetes/assume_ips.h"
#include "svcenv/kubernetes/ip.h"

namespace svcenv::cli {
namespace {

absl::Status SetClusterIp(const std::string& text, std::string_view namespace_, Cluster* cluster) {
  const size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const std::string ip = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (equals == std::string::npos || !ParseIp(ip).has_value()) {
    return WrongUse(absl::StrCat("--cluster-ip '", text, "' is not a valid [NAMESPACE/]NAME=IP"),
                    "write the service and its IP address, like shop/redis=10.96.0.7");
  }
  absl::StatusOr<std::vector<const Service*>> services =
      SelectServices(*cluster, {name}, namespace_);
  if (!services.ok()) return services.status();
  std::set<std::string> names;  // distinct: variants share a name
  for (const Service* service : *services) names.insert(NamespacedName(*service));
  if (names.size() > 1) {
    return WrongUse(
        absl::StrCat("--cluster-ip ", name, " is ambiguous: ", absl::StrJoin(names, " or ")),
        absl::StrCat("add the namespace: --cluster-ip ", *names.begin(), "=", ip));
  }
  const Service* found = services->front();
  if (absl::c_all_of(*services, [](const Service* one) { return one->never_has_cluster_ip(); })) {
    return WrongUse(
        absl::StrCat("--cluster-ip: Service ", NamespacedName(*found), " is ",
                     found->cluster_ip.text == "None" ? "headless" : "of type ExternalName",
                     " and never has a cluster IP"),
        "change the manifest, or omit the flag");
  }
  for (Service& service : cluster->mutable_services()) {
    const bool is_meant =
        absl::c_linear_search(*services, &service) && !service.never_has_cluster_ip();
    if (is_meant) service.cluster_ip.text = cluster->arena().Copy(ip);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SetClusterIps(const WorkspaceFlags& flags, Cluster* cluster) {
  for (const std::string& text : flags.cluster_ips) {
    absl::Status status = SetClusterIp(text, flags.namespace_filter(), cluster);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<const Service*>> AssumeIps(const WorkspaceFlags& flags,
                                                      Cluster* cluster) {
  if (flags.assume_ips.empty()) return std::vector<const Service*>{};
  absl::StatusOr<std::vector<const Service*>> services =
      AssumeClusterIps(flags.assume_ips, cluster);
  if (services.ok()) return services;
  return WrongUse(absl::StrCat("--assume-ips: ", services.status().message()),
                  "use the service CIDR of the cluster; kubeadm's default is 10.96.0.0/12");
}

absl::StatusOr<std::vector<NotReached>> ReachFromOutside(const WorkspaceFlags& flags,
                                                         Cluster* cluster) {
  if (flags.reach.empty()) return std::vector<NotReached>{};
  const bool by_node = flags.reach == kReachNodePort;
  const std::vector<std::string> nodes = flags.node_address.empty()
                                             ? NodeAddresses(*cluster)
                                             : std::vector<std::string>{flags.node_address};
  if (by_node && nodes.empty()) {
    return WrongUse("--reach nodeport requires a node address, but no Node in the input has one",
                    "set --node-address, or read a Node with -f or --node");
  }
  return ReachServices(by_node ? Reach::kNodePort : Reach::kLoadBalancer, nodes, cluster);
}

}  // namespace svcenv::cli
