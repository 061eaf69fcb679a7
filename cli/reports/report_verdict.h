// Judges the containers of a report.
#ifndef SVCENV_CLI_REPORTS_REPORT_VERDICT_H_
#define SVCENV_CLI_REPORTS_REPORT_VERDICT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "cli/reports/size_report.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/object_name.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {

// The condition of a container, worst first.
enum class Health : uint8_t {
  kFails,       // it will not start
  kBroken,      // a finding of severity error, such as a reference that is not expanded
  kWarned,      // a finding of severity warning
  kIncomplete,  // a value is unknown that the input could supply
  kFine,
};

inline constexpr size_t kHealths = 5;

// Returns "fails", "broken", "warned", "incomplete", or "fine".
std::string_view HealthName(Health health);

// Returns whether an error with this code keeps a container from starting.
bool Stops(std::string_view code);

struct Verdict {
  std::vector<Health> of_results;         // one per result
  std::array<size_t, kHealths> counts{};  // containers, by Health
  std::vector<ObjectName> rejected;       // objects without results that have such an error
  size_t errors = 0;                      // causes of severity error

  // Returns "45 containers, 2 will not start, 23 errors".
  std::string Summary() const;
};

// `sizes` has one element per ok result. `findings` has one element per place, `causes` one per
// cause. O(size of the input).
Verdict VerdictOf(absl::Span<const Result> results, absl::Span<const Sized> sizes,
                  const Diagnostics& findings, const Diagnostics& causes);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_REPORT_VERDICT_H_
