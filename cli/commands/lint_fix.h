// --fix of `lint`.
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

  // Fails if the flags do not go together, or if what they name cannot be fixed. `output` is the
  // value of -o.
  absl::Status Check(const WorkspaceFlags& flags, std::string_view output) const;

  FixSafety safety() const { return unsafe ? FixSafety::kUnsafe : FixSafety::kSafe; }
};

// Writes the fixed files. Says which ones are left out.
absl::Status WriteFixed(const Fixed& fixed, Console* console);

// Writes the fixes as one patch to stdout.
void ShowFixed(const Fixed& fixed, const Linted& original, Console* console);

// Returns "fixed 3 findings in 2 files; 4 left" with a line break.
std::string DescribeFixed(const Fixed& fixed, size_t left);

// Returns " (3 fixable with --fix)", or "" if nothing is or --fix refuses the input.
std::string DescribeFixable(const WorkspaceFlags& flags, const Cluster& cluster,
                            const Diagnostics& findings);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMMANDS_LINT_FIX_H_
