// Applies the remedies of findings to the text of manifests, in memory.
#ifndef SVCENV_CLI_REPORTS_FIXING_H_
#define SVCENV_CLI_REPORTS_FIXING_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "cli/reports/linting.h"
#include "cli/select/targets.h"
#include "cli/sources/rewrite.h"
#include "cli/terminal/console.h"
#include "cli/workspace/workspace_flags.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/edit.h"
#include "svcenv/check/fix.h"

namespace svcenv::cli {

// Returns an error if the input is not made of files that people edit: stdin, output of kustomize
// and helm, a cluster, and files with objects written by the API server.
absl::Status CheckFixable(const WorkspaceFlags& flags);
absl::Status CheckFixable(const Cluster& cluster);

// Returns how many findings have a safe fix. Plans the fixes but does not try them.
size_t CountFixable(const Sources& sources, const Diagnostics& findings);

struct FixRequest {
  const WorkspaceFlags& flags;
  const Selection& selection;
  FixSafety safety = FixSafety::kSafe;
  // Removes findings that the user wants to leave out.
  absl::FunctionRef<void(Diagnostics* findings)> drop;
  int max_trials = 200;  // each of which lints the whole input
};

struct Fixed {
  size_t findings = 0;            // fixed
  std::vector<Rewrite> rewrites;  // by path
  std::vector<std::string> left;  // files left unfixed because they are not UTF-8
  // The findings after the fixes; null if no file changes.
  std::unique_ptr<Linted> linted;
};

// Fixes the findings of `original`. Lints the fixed files and keeps only fixes that pass FixTrial.
// Repeats until there are no more fixes, for at most 20 rounds and FixRequest::max_trials trials.
// Idempotent within these limits. Does not write files.
Fixed FixFindings(const Linted& original, const FixRequest& request, Console* console);

// Return a rewrite, or the edits of a file of `original`, as a patch. Its context leaves out lines
// that may belong to a Secret. `original` is the result of linting the files before the change. The
// cost for edits depends on the lines between them, not on the size of the file.
std::string PatchOf(const Rewrite& rewrite, const Linted& original);
std::string PatchOf(uint32_t file, Edits edits, const Linted& original);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_FIXING_H_
