// Visits the variables that formats of names and values write. Internal to this package.
#ifndef SVCENV_RENDER_KNOWN_VARIABLES_H_
#define SVCENV_RENDER_KNOWN_VARIABLES_H_

#include <string_view>

#include "svcenv/render/format.h"

namespace svcenv {

// Calls f(name, value) if the variable's value is known. Passes kMask for a Secret's value unless
// options.mask_secrets is false.
template <typename F>
void IfKnown(const Variable& variable, const RenderOptions& options, F&& f) {
  if (!variable.known()) return;
  f(variable.name, variable.secret && options.mask_secrets ? kMask : variable.value);
}

// Calls IfKnown for each variable of a result that is ok.
template <typename F>
void ForEachKnown(const Result& result, const RenderOptions& options, F&& f) {
  ForEachVariable(result, options.sort,
                  [&](const Variable& variable) { IfKnown(variable, options, f); });
}

// Calls IfKnown for each variable of all results that are ok.
template <typename F>
void ForEachKnown(Results results, const RenderOptions& options, F&& f) {
  for (const Result& result : results) {
    if (result.ok()) ForEachKnown(result, options, f);
  }
}

}  // namespace svcenv

#endif  // SVCENV_RENDER_KNOWN_VARIABLES_H_
