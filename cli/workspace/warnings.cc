#include "cli/workspace/warnings.h"

#include <algorithm>
#include <utility>

#include "svcenv/check/cause.h"
#include "svcenv/check/lint.h"

namespace svcenv::cli {
namespace {

// Returns one diagnostic per cause.
Diagnostics ByCause(const Cluster& cluster, Diagnostics diagnostics) {
  SortFindings(cluster.sources(), &diagnostics);
  SetCauses(cluster, &diagnostics);
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.code.empty()) diagnostic.cause.clear();  // about the invocation
  }
  return OnePerCause(cluster, diagnostics);
}

}  // namespace

void SayByCause(const Cluster& cluster, Diagnostics diagnostics, Console* console) {
  Diagnostics causes = std::move(diagnostics);
  // Finding causes takes time proportional to the cluster.
  if (causes.size() > 1) causes = ByCause(cluster, std::move(causes));
  std::stable_sort(causes.begin(), causes.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.severity > b.severity;
  });
  if (console->only_errors()) {
    while (!causes.empty() && causes.back().severity < Severity::kError) causes.pop_back();
  }
  const size_t shown = std::min(causes.size(), console->room());
  for (size_t i = 0; i < shown; ++i) console->Say(causes[i], cluster.sources());
  console->Hide(causes.size() - shown);
}

}  // namespace svcenv::cli
