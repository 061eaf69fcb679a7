// The causes of findings that a team has accepted, in a file that it commits:
//
//   # svcenv lint: findings with these causes are left out.
//   # `svcenv lint --write-baseline` writes this file anew.
//   missing-object ConfigMap shop/settings
//
// One cause a line (check/cause.h), sorted; lines that are empty or begin with # do not count.
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
  size_t gone = 0;      // causes of the baseline that were not found
};

class Baseline {
 public:
  // Reads a file and adds it to `sources`, where the error of a line is located.
  static absl::StatusOr<Baseline> Read(const std::string& path, Sources* sources);

  // The causes of these findings.
  static Baseline Of(const Diagnostics& findings);

  size_t size() const { return causes_.size(); }

  // Removes the findings whose cause it contains.
  BaselineCounts Apply(Diagnostics* findings) const;

  // Replaces the file at once, or creates it. Keeps the permissions of one that is there.
  absl::Status Write(const std::string& path) const;

 private:
  absl::flat_hash_set<std::string> causes_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_BASELINE_H_
