// Texts that a shell reads before a program does; for this room only.
#ifndef SVCENV_CHECK_SHELL_TEXT_H_
#define SVCENV_CHECK_SHELL_TEXT_H_

#include <cstddef>
#include <string_view>

#include "svcenv/env/references.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Whether a shell (or envsubst) expands ${NAME} and $(COMMAND) in a text of command, args or an
// exec probe, because an earlier word of the same command is one: [sh, -c, 'TEXT'],
// [tini, --, bash, -c, 'TEXT']. Of an image's entrypoint nothing is known. `index` is the text's in
// its list; `field` its path, which tells probes apart.
bool ShellReads(const Container& container, ReferencePlace place, size_t index,
                std::string_view field);

// Whether a `$(…)` is a command for that shell, and not a variable for the kubelet: its name has
// more than capitals, digits and `_`.
bool IsCommandSubstitution(const Container& container, const Reference& reference);

// [A-Z_][A-Z0-9_]*: as people name variables.
bool LooksLikeVariable(std::string_view name);

}  // namespace svcenv

#endif  // SVCENV_CHECK_SHELL_TEXT_H_
