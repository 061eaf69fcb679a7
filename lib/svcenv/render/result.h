// What is rendered: the variables of containers, or those that services give.
#ifndef SVCENV_RENDER_RESULT_H_
#define SVCENV_RENDER_RESULT_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

enum class SortOrder {
  kName,    // by name, bytewise
  kOrigin,  // services, envFrom, env; within them by service, by source, in the order of env
};

// One container, or one service. Points into the Cluster that it was computed from.
struct Result {
  ObjectName object;      // as people see it: "PREFIX*" where the name is only generated
  std::string container;  // empty: of a service
  // Exactly one of the three: what a container has, what a service gives, or why there is neither.
  std::optional<ResolvedContainer> resolved;
  std::shared_ptr<const ServiceVariables> service;
  std::shared_ptr<const Diagnostic> error;

  bool ok() const { return resolved.has_value() || service != nullptr; }
};

Result ContainerResult(const Workload& workload, const Container& container,
                       absl::StatusOr<ResolvedContainer> resolved);
Result ServiceResult(const Service& service,
                     absl::StatusOr<std::shared_ptr<const ServiceVariables>> variables);

// Each variable of a result that is ok, in that order.
void ForEachVariable(const Result& result, SortOrder order,
                     absl::FunctionRef<void(const Variable&)> f);

// How many values of Secrets, or built from one's value, the results hold: variables and, with
// `texts`, arguments of command and args. Unknown ones do not count.
size_t CountSecrets(absl::Span<const Result> results, bool texts);

}  // namespace svcenv

#endif  // SVCENV_RENDER_RESULT_H_
