// Services that came after a container: its process does not have their variables.
#ifndef SVCENV_CHECK_SERVICE_AGE_H_
#define SVCENV_CHECK_SERVICE_AGE_H_

#include <string_view>

#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Since when the container runs (RFC 3339), if `service` was created later; empty where it was not,
// or either time is not known. Null is no service.
std::string_view RunsLongerThan(const Service* service, const Workload& workload,
                                const Container& container);

}  // namespace svcenv

#endif  // SVCENV_CHECK_SERVICE_AGE_H_
