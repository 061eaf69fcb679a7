// Which service a reference is about; for this room only.
#ifndef SVCENV_GRAPH_MEANT_SERVICE_H_
#define SVCENV_GRAPH_MEANT_SERVICE_H_

#include <string>
#include <string_view>

#include "svcenv/check/absence.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

struct MeantService {
  const Service* service = nullptr;
  UseSight gets = UseSight::kNothing;
  // Where there is no service, of the one that is missing; empty: the reference is about none.
  std::string_view absent_namespace;
  std::string absent_name;
};

MeantService ServiceMeantBy(const Reference& reference, const Surroundings& there);

// The same without an environment, which could not be computed: by its name alone.
MeantService ServiceMeantBy(std::string_view variable, const Workload& workload,
                            const ServicePrefixes& prefixes);

}  // namespace svcenv

#endif  // SVCENV_GRAPH_MEANT_SERVICE_H_
