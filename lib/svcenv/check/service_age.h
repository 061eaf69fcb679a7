// Services that came after a container: its process does not have their variables.
#ifndef SVCENV_CHECK_SERVICE_AGE_H_
#define SVCENV_CHECK_SERVICE_AGE_H_

#include <memory>
#include <string_view>

#include "absl/base/attributes.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// When the service was created, and when the container started that runs (2026-11-24T03:06:21Z, as
// the API server writes times: in order as texts). Empty, and null, where that is not known.
std::string_view CreationTime(const Service& service);
const Entry* StartTime(const Workload& workload ABSL_ATTRIBUTE_LIFETIME_BOUND,
                       const Container& container);

// Since when the container runs, if `service` was created later; empty where it was not,
// or either time is not known. Null is no service.
std::string_view RunsLongerThan(const Service* service, const Workload& workload,
                                const Container& container);

// The objects of `cluster`, on which it stands; services that were created after `time` give no
// variables, as if they were headless.
std::unique_ptr<Cluster> WithoutNewerServices(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND,
                                              std::string_view time);

}  // namespace svcenv

#endif  // SVCENV_CHECK_SERVICE_AGE_H_
