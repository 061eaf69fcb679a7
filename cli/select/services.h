// Selects the services that a command acts on.
#ifndef SVCENV_CLI_SELECT_SERVICES_H_
#define SVCENV_CLI_SELECT_SERVICES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv::cli {

// Returns a name by which SelectServices finds the service: "shop/redis".
std::string NamespacedName(const Service& service);

// Returns the services in `namespace_` that `names` select, or an error if a name selects none. An
// empty namespace or list of names selects all. A name is NAME, NAMESPACE/NAME, or service/NAME as
// in kubectl. The result is not empty and is sorted by (namespace, name), the order that decides
// collisions, with `kubernetes` of `default` first.
absl::StatusOr<std::vector<const Service*>> SelectServices(const Cluster& cluster,
                                                           const std::vector<std::string>& names,
                                                           std::string_view namespace_);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SELECT_SERVICES_H_
