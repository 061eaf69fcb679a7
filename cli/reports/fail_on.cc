#include "cli/reports/fail_on.h"

#include <algorithm>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/terminal/errors.h"

namespace svcenv::cli {
namespace {

struct Row {
  std::string_view name;
  FailOn least;
};

// The strictest last.
constexpr Row kRows[] = {{"never", std::nullopt},
                         {"error", Severity::kError},
                         {"warning", Severity::kWarning},
                         {"info", Severity::kInfo}};

}  // namespace

absl::StatusOr<FailOn> ReadFailOn(std::string_view value) {
  std::vector<std::string_view> names;
  for (const Row& row : kRows) {
    names.push_back(row.name);
    if (row.name == value) return row.least;
  }
  return absl::InvalidArgumentError(absl::StrCat("unknown severity '", value, "'",
                                                 DidYouMean(value, names), " (--fail-on takes ",
                                                 absl::StrJoin(names, ", "), ")"));
}

bool Fails(const Diagnostics& findings, FailOn least) {
  return least.has_value() &&
         std::any_of(findings.begin(), findings.end(),
                     [&](const Diagnostic& finding) { return finding.severity >= *least; });
}

}  // namespace svcenv::cli
