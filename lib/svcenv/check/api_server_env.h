// Checks env and envFrom as the API server does; for this package only.
#ifndef SVCENV_CHECK_API_SERVER_ENV_H_
#define SVCENV_CHECK_API_SERVER_ENV_H_

#include "svcenv/check/refusals.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// Checks env of a container of `spec`. ValidateEnv, validateFileKeyRefVolumes (1.37.2).
void CheckEnv(const Container& container, const PodSpec& spec, const VersionProfile& version,
              Refusals& refusals);

// Checks envFrom. ValidateEnvFrom (1.37.2).
void CheckEnvFrom(const Container& container, const VersionProfile& version, Refusals& refusals);

// Returns whether `path` has an element `..`.
bool GoesUp(std::string_view path);

}  // namespace svcenv

#endif  // SVCENV_CHECK_API_SERVER_ENV_H_
