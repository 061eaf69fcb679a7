// Cluster IPs for services that no cluster has given one yet.
#ifndef SVCENV_KUBERNETES_ASSUME_IPS_H_
#define SVCENV_KUBERNETES_ASSUME_IPS_H_

#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/statusor.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// Gives each service without a cluster IP, but for headless and ExternalName ones, an address of
// `cidr`
// ("10.96.0.0/12", "fd00:10:96::/112"), and marks it as assumed. The same objects get the same
// addresses, whatever the order in which they were read:
//
// - the first usable address, network + 1, is kept for `kubernetes` of `default`, as a cluster
// does;
// - the others get the next ones in order of (namespace, name), bytewise;
// - an address that a service has already is passed over.
//
// The network's own address is not usable, nor is the last one of an IPv4 network. Bits of the
// address behind the prefix are ignored. Gives the services that got an address, in that order.
// Fails (InvalidArgument) on what is no CIDR, and where it holds too few addresses; no service is
// changed then. O(n log n) in the number of services.
absl::StatusOr<std::vector<const Service*>> AssumeClusterIps(
    std::string_view cidr, Cluster* cluster ABSL_ATTRIBUTE_LIFETIME_BOUND);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_ASSUME_IPS_H_
