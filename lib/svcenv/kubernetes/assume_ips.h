// Assumed cluster IPs for services that do not have one yet.
#ifndef SVCENV_KUBERNETES_ASSUME_IPS_H_
#define SVCENV_KUBERNETES_ASSUME_IPS_H_

#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/statusor.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// Assigns an address of `cidr` ("10.96.0.0/12", "fd00:10:96::/112") to each service without a
// cluster IP, except headless and ExternalName services, and marks it as assumed. The addresses do
// not depend on the order of the input:
//
// - As in a cluster, the first usable address (network + 1) is reserved for default/kubernetes.
// - The other services get the next addresses in bytewise order of (namespace, name). Variants of
//   one service share an address.
// - Addresses that a service already has are skipped.
//
// The network address and the broadcast address of an IPv4 network are not usable. Host bits in
// `cidr` are ignored. Returns the services that got an address, in that order. Returns
// InvalidArgument and changes nothing if `cidr` is invalid or has too few addresses. O(n log n) in
// the number of services.
absl::StatusOr<std::vector<const Service*>> AssumeClusterIps(
    std::string_view cidr, Cluster* cluster ABSL_ATTRIBUTE_LIFETIME_BOUND);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_ASSUME_IPS_H_
