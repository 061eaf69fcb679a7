// Which service a reference is about; for this room only.
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
  // Where there is no service, of the one that is missing; empty: the reference is about none.
  std::string_view absent_namespace;
  std::string absent_name;
};

// Answers for the references of one container, which must outlive it, and so must what `there`
// refers to.
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

// The same without an environment, which could not be computed: by its name alone.
MeantService ServiceMeantBy(std::string_view variable, const Workload& workload,
                            const ServicePrefixes& prefixes);

}  // namespace svcenv

#endif  // SVCENV_GRAPH_MEANT_SERVICE_H_
