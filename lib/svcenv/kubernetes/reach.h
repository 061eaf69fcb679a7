// Addresses at which clients outside the cluster reach services.
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
  kNodePort,      // an address of a node, and the node ports
  kLoadBalancer,  // the first ingress of the load balancer, and the service's own ports
};

// A service that keeps its cluster IP.
struct NotReached {
  const Service* service;
  std::string why;  // "it has no node port"
};

// The addresses of the nodes: the ExternalIPs, then the InternalIPs, each in order of the nodes'
// names. Other texts than IPs are left out.
std::vector<std::string> NodeAddresses(const Cluster& cluster);

// Gives the view of each service that has a cluster IP the host and the ports of such a client
// (ServiceView::host and ports), and takes back what it was given before. The host
// of a node port is the first of `nodes` whose family is that of the cluster IP; one that is no IP
// fits all. A service is reached by all of its ports or not at all, since they share one host.
// Gives those that are not, in the order in which they were read.
std::vector<NotReached> ReachServices(Reach reach, absl::Span<const std::string> nodes,
                                      Cluster* cluster ABSL_ATTRIBUTE_LIFETIME_BOUND);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_REACH_H_
