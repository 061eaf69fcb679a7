// What the formats that hold names and values write; for this room only.
#ifndef SVCENV_RENDER_KNOWN_VARIABLES_H_
#define SVCENV_RENDER_KNOWN_VARIABLES_H_

#include <string_view>

#include "svcenv/render/format.h"

namespace svcenv {

// Calls f(name, value) if the variable's value is known; kMask is the value of a Secret that is to
// be masked.
template <typename F>
void IfKnown(const Variable& variable, const RenderOptions& options, F&& f) {
  if (!variable.known()) return;
  f(variable.name, variable.secret && options.mask_secrets ? kMask : variable.value);
}

// Calls f(name, value) for each variable of a result that is ok, as IfKnown does.
template <typename F>
void ForEachKnown(const Result& result, const RenderOptions& options, F&& f) {
  ForEachVariable(result, options.sort,
                  [&](const Variable& variable) { IfKnown(variable, options, f); });
}

// The same for all results that are ok.
template <typename F>
void ForEachKnown(Results results, const RenderOptions& options, F&& f) {
  for (const Result& result : results) {
    if (result.ok()) ForEachKnown(result, options, f);
  }
}

}  // namespace svcenv

#endif  // SVCENV_RENDER_KNOWN_VARIABLES_H_
