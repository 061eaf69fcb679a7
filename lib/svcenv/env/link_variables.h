// Finds the link variables of a process without access to a cluster.
//
//   const std::vector<bool> links = FindLinkVariables(variables);
//   for (size_t i = 0; i < links.size(); ++i) {
//     if (links[i]) std::cout << variables[i].name << "\n";
//   }
#ifndef SVCENV_ENV_LINK_VARIABLES_H_
#define SVCENV_ENV_LINK_VARIABLES_H_

#include <string_view>
#include <vector>

#include "absl/types/span.h"

namespace svcenv {

struct NamedValue {
  std::string_view name;
  std::string_view value;
};

// Returns for each of `variables` whether it is a link variable: one that the kubelet sets for a
// service of the pod's namespace. O(n).
//
// Infers each service from its variables. Its address is the one that most of them contain, and its
// ports are those with all four variables (NAME_PORT_80_TCP, …_PROTO, …_PORT, …_ADDR). A variable
// is a link variable if it has exactly the value that ServiceVariables computes for that service,
// so a variable that the pod sets to another value is not one. Neither are:
//   - the variables of the service `kubernetes`, which are set without links too;
//   - NAME_SERVICE_HOST and the like without the variables of any port, which no service sets.
//
// Cannot distinguish a variable that the pod sets to the value that a service sets, or would set if
// its port had a name. If there are more port names than ports, ignores the names.
std::vector<bool> FindLinkVariables(absl::Span<const NamedValue> variables);

}  // namespace svcenv

#endif  // SVCENV_ENV_LINK_VARIABLES_H_
