// Which variables of a process services gave it, found without asking a cluster.
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

// For each of `variables`, whether it is a link variable: one that the kubelet makes of a service
// of the pod's namespace. The service is worked out from the variables: its address is the one that
// most of them name, its ports are those of which all four variables (NAME_PORT_80_TCP, …_PROTO,
// …_PORT, …_ADDR) are there. A link variable is one that has the very value that ServiceVariables
// gives for that service, so one that a pod defined with another value is none. Never one are:
//   - the variables of the service `kubernetes`, which are there without links too;
//   - NAME_SERVICE_HOST and the like without the variables of any port: no service gives those.
// What cannot be told apart: a variable that a pod defined with the value that a service gives, or
// would give if its port had a name. Where more ports are named than there are, none of the names
// is taken for one.
// O(n) in the number of variables.
std::vector<bool> FindLinkVariables(absl::Span<const NamedValue> variables);

}  // namespace svcenv

#endif  // SVCENV_ENV_LINK_VARIABLES_H_
