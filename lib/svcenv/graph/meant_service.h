// Finds the service whose variable a reference names. Internal to this package.
#ifndef SVCENV_GRAPH_MEANT_SERVICE_H_
#define SVCENV_GRAPH_MEANT_SERVICE_H_

#include <string>
#include <string_view>

#include "svcenv/check/absence.h"
#include "svcenv/check/definitions.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

struct MeantService {
  const Service* service = nullptr;
  UseSight gets = UseSight::kNothing;
  // The missing service if `service` is null. Empty if the reference does not name a variable of a
  // service.
  std::string_view absent_namespace;
  std::string absent_name;
};

// Finds the services whose variables the references of one container name. The container, and
// everything that `there` refers to, must outlive it.
class ServicesMeant {
 public:
  explicit ServicesMeant(const Surroundings& there)
      : there_(there), definitions_(there.environment), finder_(there) {}

  MeantService By(const Reference& reference);

 private:
  const Surroundings there_;
  Definitions definitions_;
  AbsenceFinder finder_;
};

// Finds the service by the name of the variable alone, for a container whose environment cannot be
// computed.
MeantService ServiceMeantBy(std::string_view variable, const Workload& workload,
                            const ServicePrefixes& prefixes);

}  // namespace svcenv

#endif  // SVCENV_GRAPH_MEANT_SERVICE_H_
