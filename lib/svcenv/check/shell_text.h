// Finds the strings of a container that a shell reads; for this package only.
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

// The strings of a container that a shell, envsubst, or another interpreter reads. In these,
// ${NAME} and $(COMMAND) have another meaning. They follow such a program in command, args, or an
// exec probe:
//
//   [sh, -c, 'TEXT']
//   [tini, --, bash, -c, 'TEXT']
//   [pwsh, -Command, 'TEXT']
//   [perl, -e, 'TEXT']
//
// The image's entrypoint is unknown. It counts as a shell if the first argument is -c.
class ShellTexts {
 public:
  // Contains no strings.
  ShellTexts() = default;
  // O(number of words).
  explicit ShellTexts(const Container& container);

  // Returns whether a shell reads the string at `index` of its list. `field` is its path, which
  // distinguishes probes.
  bool Has(ReferencePlace place, size_t index, std::string_view field) const;

  // Returns whether a `$(…)` is a command for the shell rather than a variable for the kubelet: its
  // name has other characters than capital letters, digits, and `_`.
  bool HasCommand(const Reference& reference) const;

 private:
  static constexpr size_t kNone = SIZE_MAX;

  // The first word that is a shell.
  size_t command_ = kNone, args_ = kNone;
  std::array<size_t, std::size(kProbes)> probes_ = {kNone, kNone, kNone};
};

// Returns whether the name matches [A-Z_][A-Z0-9_]*, the usual form of variables.
bool LooksLikeVariable(std::string_view name);

}  // namespace svcenv

#endif  // SVCENV_CHECK_SHELL_TEXT_H_
