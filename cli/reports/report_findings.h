// Converts the findings of a report to JSON, by cause.
#ifndef SVCENV_CLI_REPORTS_REPORT_FINDINGS_H_
#define SVCENV_CLI_REPORTS_REPORT_FINDINGS_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "cli/reports/fixing.h"
#include "cli/reports/linting.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/render/result_json.h"

namespace svcenv::cli {

// Returns the patch of each cause that `lint --fix` would fix, and "" for the others. Tries the
// fixes in memory, as `lint --fix` does. Returns only "" if the input is not made of regular files
// that people edit, or if it has more containers than kMaxTried.
std::vector<std::string> PatchesOf(const Linted& linted, const Diagnostics& causes,
                                   const FixRequest& request, Console* console);

// Each trial lints the whole input, which must not take longer than the report itself.
inline constexpr size_t kMaxTried = 2000;

// Calls `write` with one object per cause: FindingJson of the cause, with
//   "source": the quoted line in three parts, before, at, and after the position, if it may be
//     quoted,
//   "patch": the patch, if there is one,
//   "stops": true, if the error keeps containers from starting, and
//   "places": for each finding of the cause, the keys of its FindingJson that differ from the
//     cause's.
// `patches` has one element per cause.
void ForEachCause(const Diagnostics& findings, const Diagnostics& causes,
                  const std::vector<std::string>& patches, const Sources& sources,
                  absl::FunctionRef<void(const Json&)> write);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_REPORT_FINDINGS_H_
