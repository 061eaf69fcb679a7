// Applies the flags that set addresses of services: --cluster-ip,
// --assume-ips, and --reach, in this order.
#ifndef SVCENV_CLI_WORKSPACE_ADDRESSES_H_
#define SVCENV_CLI_WORKSPACE_ADDRESSES_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/workspace/workspace_flags.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/reach.h"

namespace svcenv::cli {

// Sets the cluster IPs of --cluster-ip. Fails if a value names no service, several services, or one
// that never has a cluster IP.
absl::Status SetClusterIps(const WorkspaceFlags& flags, Cluster* cluster);

// Sets the cluster IPs of --assume-ips and returns the services that got one.
absl::StatusOr<std::vector<const Service*>> AssumeIps(const WorkspaceFlags& flags,
                                                      Cluster* cluster);

// Sets the hosts and ports of --reach. Returns the services that keep their cluster IP. Fails if
// --reach requires a node address and none is known.
absl::StatusOr<std::vector<NotReached>> ReachFromOutside(const WorkspaceFlags& flags,
                                                         Cluster* cluster);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_WORKSPACE_ADDRESSES_H_
