// Checks the fields of a Service from which the kubelet computes variables. Every command rejects
// values that the API server rejects here, because there would be nothing to compute from. Lint
// checks the other fields (svcenv/check/api_server.h).
#ifndef SVCENV_MANIFEST_SERVICE_CHECKS_H_
#define SVCENV_MANIFEST_SERVICE_CHECKS_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// Appends an error for each invalid port number, port name, protocol, or cluster IP, and for
// missing ports. See pkg/apis/core/validation/validation.go, ValidateService (1.37.2).
void CheckService(const Service& service, const VersionProfile& version, Diagnostics* diagnostics);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_SERVICE_CHECKS_H_
