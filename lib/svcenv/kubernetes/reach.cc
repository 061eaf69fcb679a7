#include "svcenv/kubernetes/reach.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/ip.h"

namespace svcenv {
namespace {

std::string_view NodeFor(const Service& service, absl::Span<const std::string> nodes) {
  const auto cluster_ip = ParseIp(service.cluster_ip.text);
  for (const std::string& node : nodes) {
    const auto ip = ParseIp(node);
    if (!ip || !cluster_ip || ip->is_v6() == cluster_ip->is_v6()) return node;
  }
  return "";
}

// Returns why the service is not reachable; "" if it is.
std::string ReachByNode(std::string_view node, const Service& service, ServiceView* view) {
  for (const ServicePort& port : service.ports) {
    if (port.node_port == 0) {
      return service.ports.size() == 1 ? "it has no node port"
                                       : absl::StrCat("its port ", port.port, " has no node port");
    }
  }
  if (node.empty()) return "no node has an address of its IP family";
  view->host = node;
  for (const ServicePort& port : service.ports) view->ports.push_back(port.node_port);
  return "";
}

std::string ReachByLoadBalancer(const Service& service, ServiceView* view) {
  for (const LoadBalancerIngress& ingress : service.load_balancer) {
    view->host = ingress.ip.empty() ? ingress.hostname : ingress.ip;
    if (!view->host.empty()) return "";
  }
  return service.type == "LoadBalancer" ? "its load balancer has no address yet"
                                        : "it has no load balancer";
}

}  // namespace

std::vector<std::string> NodeAddresses(const Cluster& cluster) {
  std::vector<const Node*> nodes;
  for (const Node& node : cluster.nodes()) nodes.push_back(&node);
  std::sort(nodes.begin(), nodes.end(),
            [](const Node* a, const Node* b) { return a->meta.name.text < b->meta.name.text; });
  std::vector<std::string> result;
  for (const std::string_view type : {"ExternalIP", "InternalIP"}) {
    for (const Node* node : nodes) {
      for (const NodeAddress& address : node->addresses) {
        if (address.type == type && ParseIp(address.address)) {
          result.emplace_back(address.address);
        }
      }
    }
  }
  return result;
}

std::vector<NotReached> ReachServices(Reach reach, absl::Span<const std::string> nodes,
                                      Cluster* cluster) {
  std::vector<NotReached> result;
  for (const Service& service : cluster->services()) {
    ServiceView& view = cluster->service_views().Of(&service);
    view.host = {};
    view.ports.clear();
    if (!service.has_cluster_ip()) continue;
    std::string why =
        reach == Reach::kNodePort
            ? ReachByNode(cluster->arena().Copy(NodeFor(service, nodes)), service, &view)
            : ReachByLoadBalancer(service, &view);
    if (!why.empty()) result.push_back({&service, std::move(why)});
  }
  return result;
}

}  // namespace svcenv
