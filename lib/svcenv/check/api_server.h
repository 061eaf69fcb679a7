// What the API server refuses of an object that is applied, as far as it bears on environments.
//
// Each finding is an error `refused-by-api` at the value that is to blame. Not said here: what the
// reader says of every manifest (types, unknown fields, numbers and protocols of a service's ports;
// svcenv/manifest/load.h), and `value` beside `valueFrom`.
//
// pkg/apis/core/validation/validation.go (1.29 to 1.37), feature gates at their defaults.
#ifndef SVCENV_CHECK_API_SERVER_H_
#define SVCENV_CHECK_API_SERVER_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// Metadata, names of containers, env, envFrom, resources, ports, subPath, and subPathExpr.
// ValidatePodCreate, ValidatePodTemplateSpec.
void FindRefusals(const Workload& workload, const VersionProfile& version,
                  Diagnostics* diagnostics);

// Metadata, type, cluster IPs, and what its ports have in common. ValidateServiceCreate.
void FindRefusals(const Service& service, const VersionProfile& version, Diagnostics* diagnostics);

// Metadata, keys, and size. ValidateConfigMap, ValidateSecret.
void FindRefusals(const ConfigMap& config_map, Diagnostics* diagnostics);
void FindRefusals(const Secret& secret, Diagnostics* diagnostics);

// Types of items, and the order of their quantities. ValidateLimitRange.
void FindRefusals(const LimitRange& limit_range, Diagnostics* diagnostics);

}  // namespace svcenv

#endif  // SVCENV_CHECK_API_SERVER_H_
