// What the API server refuses in env and envFrom of a container; for this room only.
#ifndef SVCENV_CHECK_API_SERVER_ENV_H_
#define SVCENV_CHECK_API_SERVER_ENV_H_

#include "svcenv/check/refusals.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// `spec` holds the container. ValidateEnv, validateFileKeyRefVolumes (1.37.2).
void CheckEnv(const Container& container, const PodSpec& spec, const VersionProfile& version,
              Refusals& refusals);

// ValidateEnvFrom (1.37.2).
void CheckEnvFrom(const Container& container, const VersionProfile& version, Refusals& refusals);

// Whether `path` has an element `..`.
bool GoesUp(std::string_view path);

}  // namespace svcenv

#endif  // SVCENV_CHECK_API_SERVER_ENV_H_
