// Finds services that are newer than a container, whose process does not have their variables.
#ifndef SVCENV_CHECK_SERVICE_AGE_H_
#define SVCENV_CHECK_SERVICE_AGE_H_

#include <memory>
#include <string_view>

#include "absl/base/attributes.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Return when the service was created, and when the running container started, in the API server's
// format, 2026-11-24T03:06:21Z, which sorts as a string. Empty, or null, if unknown.
std::string_view CreationTime(const Service& service);
const Entry* StartTime(const Workload& workload ABSL_ATTRIBUTE_LIFETIME_BOUND,
                       const Container& container);

// Returns when the container started, if `service` was created later. Empty if it was not, if
// either time is unknown, or if `service` is null.
std::string_view RunsLongerThan(const Service* service, const Workload& workload,
                                const Container& container);

// Returns a cluster on top of `cluster` in which services created after `time` set no variables, as
// if they were headless.
std::unique_ptr<Cluster> WithoutNewerServices(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND,
                                              std::string_view time);

}  // namespace svcenv

#endif  // SVCENV_CHECK_SERVICE_AGE_H_
