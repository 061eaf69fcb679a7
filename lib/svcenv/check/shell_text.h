// Texts that a shell reads before a program does; for this room only.
#ifndef SVCENV_CHECK_SHELL_TEXT_H_
#define SVCENV_CHECK_SHELL_TEXT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "svcenv/env/references.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Which texts of a container are for a shell (or envsubst, or the interpreter of another language),
// which has its own meaning of ${NAME} and $(COMMAND): those of command, args, or an exec probe that
// come after such a program: [sh, -c, 'TEXT'], [tini, --, bash, -c, 'TEXT'], [pwsh, -Command,
// 'TEXT'], [perl, -e, 'TEXT']. Of an image's entrypoint nothing is known, except that it is likely
// a shell if the first argument is -c.
class ShellTexts {
 public:
  // Of no container: none.
  ShellTexts() = default;
  // O(number of words).
  explicit ShellTexts(const Container& container);

  // `index` is the text's in its list; `field` its path, which tells probes apart.
  bool Has(ReferencePlace place, size_t index, std::string_view field) const;

  // Whether a `$(…)` is a command for that shell, and not a variable for the kubelet: its name has
  // more than capitals, digits and `_`.
  bool HasCommand(const Reference& reference) const;

 private:
  static constexpr size_t kNone = SIZE_MAX;

  // The first word that is a shell.
  size_t command_ = kNone, args_ = kNone;
  std::array<size_t, std::size(kProbes)> probes_ = {kNone, kNone, kNone};
};

// [A-Z_][A-Z0-9_]*: as people name variables.
bool LooksLikeVariable(std::string_view name);

}  // namespace svcenv

#endif  // SVCENV_CHECK_SHELL_TEXT_H_
