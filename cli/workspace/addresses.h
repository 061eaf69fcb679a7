// Addresses of services that flags set: --cluster-ip, --assume-ips, and --reach, in this order.
#ifndef SVCENV_CLI_WORKSPACE_ADDRESSES_H_
#define SVCENV_CLI_WORKSPACE_ADDRESSES_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/workspace/workspace_flags.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/reach.h"

namespace svcenv::cli {

// Sets the cluster IPs of --cluster-ip. Fails if a value names no service, several, or one that
// never gets a cluster IP.
absl::Status SetClusterIps(const WorkspaceFlags& flags, Cluster* cluster);

// Returns the services that got a cluster IP from --assume-ips.
absl::StatusOr<std::vector<const Service*>> AssumeIps(const WorkspaceFlags& flags,
                                                      Cluster* cluster);

// Sets the hosts and ports of --reach. Returns the services that keep their cluster IP. Fails if
// the address of a node is needed and not known.
absl::StatusOr<std::vector<NotReached>> ReachFromOutside(const WorkspaceFlags& flags,
                                                         Cluster* cluster);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_WORKSPACE_ADDRESSES_H_
