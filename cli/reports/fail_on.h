// The flag --fail-on: from which severity on findings make a command fail.
#ifndef SVCENV_CLI_REPORTS_FAIL_ON_H_
#define SVCENV_CLI_REPORTS_FAIL_ON_H_

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "svcenv/base/diagnostic.h"

namespace svcenv::cli {

inline constexpr std::string_view kFailOnValues = "error|warning|info|never";

// The least severity that fails. Nothing fails if it is not set.
using FailOn = std::optional<Severity>;

// Parses a value of --fail-on.
absl::StatusOr<FailOn> ReadFailOn(std::string_view value);

// Returns whether a finding has at least this severity.
bool Fails(const Diagnostics& findings, FailOn least);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_FAIL_ON_H_
