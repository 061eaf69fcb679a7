// Finds the values of an object that the API server rejects and that affect environments.
//
// Each finding is an error `refused-by-api` at the invalid value. Not checked here: types, unknown
// fields, and numbers and protocols of service ports, which svcenv/manifest/load.h reports, and an
// entry with both `value` and `valueFrom`.
//
// pkg/apis/core/validation/validation.go (1.29 to 1.37), feature gates at their defaults.
#ifndef SVCENV_CHECK_API_SERVER_H_
#define SVCENV_CHECK_API_SERVER_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// Checks metadata, container names, env, envFrom, resources, ports, subPath, and subPathExpr.
// ValidatePodCreate, ValidatePodTemplateSpec.
void FindRefusals(const Workload& workload, const VersionProfile& version,
                  Diagnostics* diagnostics);

// Checks metadata, type, cluster IPs, and names and duplicates of ports. ValidateServiceCreate.
void FindRefusals(const Service& service, const VersionProfile& version, Diagnostics* diagnostics);

// Check metadata, keys, and size. ValidateConfigMap, ValidateSecret.
void FindRefusals(const ConfigMap& config_map, Diagnostics* diagnostics);
void FindRefusals(const Secret& secret, Diagnostics* diagnostics);

// Checks the types of items and the order of their quantities. ValidateLimitRange.
void FindRefusals(const LimitRange& limit_range, Diagnostics* diagnostics);

}  // namespace svcenv

#endif  // SVCENV_CHECK_API_SERVER_H_
