// Which services a command is about.
#ifndef SVCENV_CLI_SELECT_SERVICES_H_
#define SVCENV_CLI_SELECT_SERVICES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv::cli {

// Returns what SelectServices finds the service by: "shop/redis".
std::string NamespacedName(const Service& service);

// The services that `names` stand for: NAME, NAMESPACE/NAME, or service/NAME as kubectl takes it;
// all without one. In order of (namespace, name), `kubernetes` of `default` first, as they are
// taken where they collide; at least one. `namespace_` holds them all; empty: any does.
absl::StatusOr<std::vector<const Service*>> SelectServices(const Cluster& cluster,
                                                           const std::vector<std::string>& names,
                                                           std::string_view namespace_);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SELECT_SERVICES_H_
