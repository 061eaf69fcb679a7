// Describes references that are not expanded.
#ifndef SVCENV_ENV_UNRESOLVED_H_
#define SVCENV_ENV_UNRESOLVED_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/env/environment.h"

namespace svcenv {

// Returns the warning reference-unresolved. The caller adds the object and the container.
Diagnostic Describe(const UnresolvedReference& reference);

}  // namespace svcenv

#endif  // SVCENV_ENV_UNRESOLVED_H_
