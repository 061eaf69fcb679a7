// Suppresses findings by comments in the manifest; for this package only.
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

// Returns lint-ignore-unknown, without a position, for a code that does not exist or is empty.
// `where` is the annotation or comment that contains it.
Diagnostic UnknownIgnoredCode(std::string_view where, std::string_view code);

// Removes findings that a comment lists: those on its line or, if the comment is alone on its line,
// on the next line that is not a comment. Appends lint-ignore-unknown to `unknown` for codes that
// do not exist. Skips the files that `sources` only extends. O(size of the sources and findings).
void ApplyIgnoreComments(const Sources& sources, Diagnostics* findings, Diagnostics* unknown);

}  // namespace svcenv

#endif  // SVCENV_CHECK_LINT_IGNORE_COMMENTS_H_
