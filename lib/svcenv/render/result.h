// The results to render: the variables of a container, or the link variables of a service.
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
  kName,      // by name, bytewise
  kOrigin,    // link variables by service, then envFrom by source, then env in manifest order
  kOwnFirst,  // env in manifest order, then envFrom by source, then link variables by service
};

// The result for a container or a service. Must not outlive the Cluster that it was computed from.
struct Result {
  ObjectName object;      // for display; a generated name is "PREFIX*"
  std::string container;  // empty for a service
  // Exactly one is set: a container's environment, a service's link variables, or the error.
  std::optional<ResolvedContainer> resolved;
  std::shared_ptr<const ServiceVariables> service;
  std::shared_ptr<const Diagnostic> error;

  bool ok() const { return resolved.has_value() || service != nullptr; }
};

Result ContainerResult(const Workload& workload, const Container& container,
                       absl::StatusOr<ResolvedContainer> resolved);
Result ServiceResult(const Service& service,
                     absl::StatusOr<std::shared_ptr<const ServiceVariables>> variables);

// Calls `f` for each variable of a result that is ok, in the given order.
void ForEachVariable(const Result& result, SortOrder order,
                     absl::FunctionRef<void(const Variable&)> f);

// Returns the number of known values that come from Secrets or are built from such values. Counts
// variables and, if `texts` is set, the items of command and args.
size_t CountSecrets(absl::Span<const Result> results, bool texts);

}  // namespace svcenv

#endif  // SVCENV_RENDER_RESULT_H_
