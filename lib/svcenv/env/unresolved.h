// References that stay as they are, as diagnostics.
#ifndef SVCENV_ENV_UNRESOLVED_H_
#define SVCENV_ENV_UNRESOLVED_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/env/environment.h"

namespace svcenv {

// Returns the warning reference-unresolved; the caller adds the object and the container.
Diagnostic Describe(const UnresolvedReference& reference);

}  // namespace svcenv

#endif  // SVCENV_ENV_UNRESOLVED_H_
