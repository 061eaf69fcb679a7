// The JSON of a batch answer; for this room only.
#ifndef SVCENV_BATCH_ANSWER_H_
#define SVCENV_BATCH_ANSWER_H_

#include "nlohmann/json.hpp"
#include "svcenv/base/diagnostic.h"
#include "svcenv/env/resolver.h"

namespace svcenv {

using Json = nlohmann::ordered_json;

// {"container", "env", "command", "args", "probes", "subPaths", "diagnostics"} of one container.
// `diagnostics` come before those that the container has of its own.
Json ContainerAnswer(const ResolvedContainer& container, const Diagnostics& diagnostics);

// {"code", "message", "field"}.
Json ErrorAnswer(const Diagnostic& error);

}  // namespace svcenv

#endif  // SVCENV_BATCH_ANSWER_H_
