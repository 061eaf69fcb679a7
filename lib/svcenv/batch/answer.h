// The JSON of a batch answer; for this room only.
#ifndef SVCENV_BATCH_ANSWER_H_
#define SVCENV_BATCH_ANSWER_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/base/json_writer.h"
#include "svcenv/env/resolver.h"

namespace svcenv {

// "container", "env", "command", "args", "probes", "subPaths" and "diagnostics" of one container,
// in a map that has begun. `diagnostics` come before those that the container has of its own.
void WriteContainer(const ResolvedContainer& container, const Diagnostics& diagnostics,
                    JsonWriter* json);

// {"code", "message", "field"}.
void WriteError(const Diagnostic& error, JsonWriter* json);

}  // namespace svcenv

#endif  // SVCENV_BATCH_ANSWER_H_
