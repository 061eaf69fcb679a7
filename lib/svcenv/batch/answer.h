// Writes the JSON of a batch answer. Internal to this package.
#ifndef SVCENV_BATCH_ANSWER_H_
#define SVCENV_BATCH_ANSWER_H_

#include <string>
#include <string_view>

#include "svcenv/base/diagnostic.h"
#include "svcenv/base/json_writer.h"
#include "svcenv/env/resolver.h"

namespace svcenv {

// Writes "container", "env", "command", "args", "probes", "subPaths", and "diagnostics" of a
// container to the current map. `diagnostics` come before the container's own.
void WriteContainer(const ResolvedContainer& container, const Diagnostics& diagnostics,
                    JsonWriter* json);

// Returns the error of a request.
Diagnostic RequestError(std::string_view code, std::string message, std::string_view field);

// Writes {"code", "message", "field"}.
void WriteError(const Diagnostic& error, JsonWriter* json);

}  // namespace svcenv

#endif  // SVCENV_BATCH_ANSWER_H_
