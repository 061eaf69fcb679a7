// What the API server refuses in a Service, of what becomes variables: every command refuses it,
// too, where the kubelet would have nothing to compute from. What it refuses beside that is lint's
// to tell (svcenv/check/api_server.h).
#ifndef SVCENV_MANIFEST_SERVICE_CHECKS_H_
#define SVCENV_MANIFEST_SERVICE_CHECKS_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// Adds an error for each port that is out of range, protocol that is none, address that is no IP,
// and for ports that are missing. pkg/apis/core/validation/validation.go, ValidateService (1.37.2).
void CheckService(const Service& service, const VersionProfile& version, Diagnostics* diagnostics);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_SERVICE_CHECKS_H_
