// Finds the service whose variable a reference names. Internal to this package.
#ifndef SVCENV_GRAPH_REFERENCED_SERVICE_H_
#define SVCENV_GRAPH_REFERENCED_SERVICE_H_

#include <string>
#include <string_view>

#include "svcenv/check/absence.h"
#include "svcenv/check/definitions.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

struct ReferencedService {
  const Service* service = nullptr;
  UseOutcome outcome = UseOutcome::kNothing;
  // The missing service if `service` is null. Empty if the reference does not name a variable of a
  // service.
  std::string_view absent_namespace;
  std::string absent_name;
};

// Finds the services whose variables the references of one container name. The container, and
// everything that `scope` refers to, must outlive it.
class ReferencedServices {
 public:
  explicit ReferencedServices(const LookupScope& scope)
      : scope_(scope), definitions_(scope.environment), finder_(scope) {}

  ReferencedService Find(const Reference& reference);

 private:
  const LookupScope scope_;
  Definitions definitions_;
  AbsenceFinder finder_;
};

// Finds the service by the name of the variable alone, for a container whose environment cannot be
// computed.
ReferencedService ServiceNamedBy(std::string_view variable, const Workload& workload,
                                 const ServicePrefixes& prefixes);

}  // namespace svcenv

#endif  // SVCENV_GRAPH_REFERENCED_SERVICE_H_
