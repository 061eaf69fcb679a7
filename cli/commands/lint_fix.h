// The fix flags of `lint`.
#ifndef SVCENV_CLI_COMMANDS_LINT_FIX_H_
#define SVCENV_CLI_COMMANDS_LINT_FIX_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "cli/flags/arguments.h"
#include "cli/reports/fixing.h"
#include "cli/reports/linting.h"
#include "cli/terminal/console.h"
#include "cli/workspace/workspace_flags.h"
#include "svcenv/check/fix.h"

namespace svcenv::cli {

struct FixFlags {
  bool fix = false;
  bool diff = false;
  bool unsafe = false;

  void Add(Arguments* arguments);

  // Fails if the flags conflict, or if --fix does not support the input. `output` is the value of
  // -o.
  absl::Status Check(const WorkspaceFlags& flags, std::string_view output) const;

  FixSafety safety() const { return unsafe ? FixSafety::kUnsafe : FixSafety::kSafe; }
};

// Writes the fixed files. Reports the files that are not fixed.
absl::Status WriteFixed(const Fixed& fixed, Console* console);

// Writes the fixes to stdout as one patch. Reports the files that are not fixed.
void ShowFixed(const Fixed& fixed, const Linted& original, Console* console);

// Returns "fixed 3 findings in 2 files; 4 left" with a newline.
std::string DescribeFixed(const Fixed& fixed, size_t left);

// Returns " (3 fixable with --fix)", or "" if nothing is fixable or --fix does not
// support the input.
std::string DescribeFixable(const WorkspaceFlags& flags, const Cluster& cluster,
                            const Diagnostics& findings);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMMANDS_LINT_FIX_H_
