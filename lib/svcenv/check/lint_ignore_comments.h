// Findings that a comment of the manifest silences; for this package only.
//
//   args: ["$(BOOT)"]  # svcenv:ignore reference-unresolved the image expands it
//
//   # svcenv:ignore duplicate-env,name-not-for-shells
//   - {name: PORT, value: "80"}
#ifndef SVCENV_CHECK_LINT_IGNORE_COMMENTS_H_
#define SVCENV_CHECK_LINT_IGNORE_COMMENTS_H_

#include <string_view>

#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"

namespace svcenv {

inline constexpr char kIgnoreComment[] = "svcenv:ignore";

// Returns lint-ignore-unknown for a code that lint does not have, without a place. `where` is what
// has the code. An empty code is reported, too.
Diagnostic UnknownIgnoredCode(std::string_view where, std::string_view code);

// Removes the findings on the line of a comment or, if nothing else is on its line, on the next
// line that is not a comment. Appends lint-ignore-unknown for codes that lint does not have.
// Those of the sources beneath do not count. O(size of the texts and findings).
void ApplyIgnoreComments(const Sources& sources, Diagnostics* findings, Diagnostics* unknown);

}  // namespace svcenv

#endif  // SVCENV_CHECK_LINT_IGNORE_COMMENTS_H_
