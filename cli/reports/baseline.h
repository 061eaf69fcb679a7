// A baseline lists the causes of findings that a team has accepted, in a file that it commits:
//
//   # svcenv lint: findings with these causes are not reported.
//   # Regenerate this file with `svcenv lint --write-baseline`.
//   missing-object ConfigMap shop/settings
//
// Each line contains one cause (see check/cause.h). Lines are sorted; empty lines and lines that
// begin with # are ignored.
#ifndef SVCENV_CLI_REPORTS_BASELINE_H_
#define SVCENV_CLI_REPORTS_BASELINE_H_

#include <cstddef>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"

namespace svcenv::cli {

struct BaselineCounts {
  size_t left_out = 0;  // causes that were found and are in the baseline
  size_t gone = 0;      // causes in the baseline that were not found
};

class Baseline {
 public:
  // Reads a file and adds it to `sources`, which positions of errors refer to.
  static absl::StatusOr<Baseline> Read(const std::string& path, Sources* sources);

  // Returns the causes of `findings`.
  static Baseline Of(const Diagnostics& findings);

  size_t size() const { return causes_.size(); }

  // Removes the findings whose cause is in the baseline.
  BaselineCounts Apply(Diagnostics* findings) const;

  // Writes the file atomically. Keeps the permissions of an existing one.
  absl::Status Write(const std::string& path) const;

 private:
  absl::flat_hash_set<std::string> causes_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_BASELINE_H_
