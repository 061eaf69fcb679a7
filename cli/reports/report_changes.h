// Compares a report with the one of an older input: which containers change, and which problems
// appear and disappear.
#ifndef SVCENV_CLI_REPORTS_REPORT_CHANGES_H_
#define SVCENV_CLI_REPORTS_REPORT_CHANGES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "cli/reports/report_verdict.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/check/difference.h"
#include "svcenv/render/result.h"
#include "svcenv/render/result_json.h"

namespace svcenv::cli {

// One side of the comparison. Refers to data that must outlive it.
struct ReportSide {
  absl::Span<const Result> results;
  const Verdict& verdict;  // on the results
  const Diagnostics& causes;
};

// A container that differs in health or in variables, or that only one side has.
struct ContainerChange {
  const Result* before = nullptr;
  const Result* after = nullptr;
  std::optional<size_t> index;  // of `after`, in its side
  std::optional<Health> health_before, health_after;
  std::vector<Change> variables;  // if both environments are known
};

struct ReportChanges {
  std::string old_name;  // as the user named it
  std::vector<ContainerChange> containers;
  std::vector<size_t> new_causes;               // indices of causes of the new side
  std::vector<const Diagnostic*> fixed_causes;  // of the old side
};

// Pairs containers by object and name, and causes by Diagnostic::cause. O(n log n).
ReportChanges ChangesBetween(std::string old_name, const ReportSide& before,
                             const ReportSide& after);

// Returns {"old", "containers", "newCauses", "fixedCauses"}.
Json ChangesJson(const ReportChanges& changes, bool mask_secrets);

// Returns ", 2 become broken, 1 is repaired" with counts of containers.
std::string ChangesSummary(const ReportChanges& changes);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_REPORT_CHANGES_H_
