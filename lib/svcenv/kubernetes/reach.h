// Addresses where clients outside the cluster reach services.
#ifndef SVCENV_KUBERNETES_REACH_H_
#define SVCENV_KUBERNETES_REACH_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

enum class Reach {
  kNodePort,      // an address of a node and the node ports
  kLoadBalancer,  // the first ingress of the load balancer and the service ports
};

// A service that is not reachable this way and keeps its cluster IP.
struct NotReached {
  const Service* service;
  std::string why;  // "it has no node port"
};

// Returns the ExternalIPs, then the InternalIPs of the nodes, each ordered by node name. Skips
// addresses that are not IPs.
std::vector<std::string> NodeAddresses(const Cluster& cluster);

// Sets ServiceView::host and ports of each service with a cluster IP to those that a client outside
// the cluster uses, replacing earlier values. For kNodePort, the host is the first of `nodes` with
// the IP family of the cluster IP; a hostname matches any family. All ports share one host, so a
// service with an unreachable port keeps its cluster IP. Returns such services, in the order of the
// input.
std::vector<NotReached> ReachServices(Reach reach, absl::Span<const std::string> nodes,
                                      Cluster* cluster ABSL_ATTRIBUTE_LIFETIME_BOUND);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_REACH_H_
