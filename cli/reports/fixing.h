// Carries out the remedies of findings in the text of manifests, in memory.
#ifndef SVCENV_CLI_REPORTS_FIXING_H_
#define SVCENV_CLI_REPORTS_FIXING_H_

#include <cstddef>
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
#include "svcenv/check/fix.h"

namespace svcenv::cli {

// Returns an error if the manifests are not files that people write: standard input, what kustomize
// and helm make, a cluster, and files with objects that the API server wrote.
absl::Status CheckFixable(const WorkspaceFlags& flags);
absl::Status CheckFixable(const Cluster& cluster);

// Returns how many of the findings have a safe fix. It is planned, and not tried.
size_t CountFixable(const Sources& sources, const Diagnostics& findings);

struct FixRequest {
  const WorkspaceFlags& flags;
  const Selection& selection;
  FixSafety safety = FixSafety::kSafe;
  // Takes away findings that the user does not want to hear of.
  absl::FunctionRef<void(Diagnostics* findings)> drop;
};

struct Fixed {
  size_t findings = 0;            // that are gone
  std::vector<Rewrite> rewrites;  // by path
  std::vector<std::string> left;  // files that are not fixed, as they are not UTF-8
  // The findings about the fixed files; null if no file is rewritten.
  std::unique_ptr<Linted> linted;
};

// Fixes what `original` found. Each fix is read and linted again, and kept if it is as promised: see
// FixTrial. Fixes until nothing more can be, in at most 20 rounds and 200 trials, each of which lints
// the input; short of these limits another call changes nothing. Writes no file.
Fixed FixFindings(const Linted& original, const FixRequest& request, Console* console);

// Returns the patch of a rewrite. Lines that may be of a Secret are not in its context. `original`
// is what was linted.
std::string PatchOf(const Rewrite& rewrite, const Linted& original);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_FIXING_H_
