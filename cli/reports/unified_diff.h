// Differences between two texts as a patch.
#ifndef SVCENV_CLI_REPORTS_UNIFIED_DIFF_H_
#define SVCENV_CLI_REPORTS_UNIFIED_DIFF_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"

namespace svcenv::cli {

// Returns a unified diff that `patch -p1` and `git apply` accept; "" if the texts are equal. `path`
// is relative to where it is applied; a leading / or ./ is left out. Context is up to three lines
// around a change, and only lines for which `may_show` is true: it gets the line, without its
// line break, and its offset in `before`. A change of other lines is left out. O(size of the texts
// times the number of changed lines).
std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after,
                        absl::FunctionRef<bool(size_t offset, std::string_view line)> may_show);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_UNIFIED_DIFF_H_
