// Converts internal diagnostics to the findings of the public headers.
#ifndef SVCENV_INTERNAL_FINDING_H_
#define SVCENV_INTERNAL_FINDING_H_

#include <vector>

#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/svcenv.h"

namespace svcenv::internal {

// Converts a diagnostic, locating it in `sources`.
Finding FindingOf(const Diagnostic& diagnostic, const Sources& sources);

std::vector<Finding> FindingsOf(const Diagnostics& diagnostics, const Sources& sources);

Finding::Severity SeverityOf(Severity severity);

}  // namespace svcenv::internal

#endif  // SVCENV_INTERNAL_FINDING_H_
