// Writes the differences between two strings as a patch.
#ifndef SVCENV_CLI_REPORTS_UNIFIED_DIFF_H_
#define SVCENV_CLI_REPORTS_UNIFIED_DIFF_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"

namespace svcenv::cli {

// The part of a file before the compared strings, if these are not whole files.
struct DiffStart {
  size_t lines = 0;
  size_t bytes = 0;
};

// Returns a unified diff that `patch -p1` and `git apply` accept, or "" if the inputs are equal.
// Strips a leading / or ./ from `path`. Shows up to three lines of context and leaves out lines for
// which `may_show` returns false: such a line ends the context, and a change that replaces or
// deletes one is left out. `may_show` gets a line without its line break and its offset in the
// file. O(size of the inputs times the number of changed lines).
std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after,
                        absl::FunctionRef<bool(size_t offset, std::string_view line)> may_show,
                        const DiffStart& start = {});

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_UNIFIED_DIFF_H_
