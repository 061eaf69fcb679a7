#include "cli/reports/linting.h"

#include <utility>

#include "cli/reports/results.h"
#include "svcenv/check/lint.h"
#include "svcenv/check/lint_ignore.h"

namespace svcenv::cli {

Diagnostics AllFindings(const Session& session, const LintConfigs& configs,
                        const std::vector<Selected>& selected,
                        const std::vector<const Service*>& services, Diagnostics of_reader) {
  const Cluster& cluster = session.cluster();
  std::vector<LintSubject> subjects;
  subjects.reserve(selected.size());
  for (const Selected& one : selected) {
    subjects.push_back({one.workload, one.container, session.FactsOf(*one.workload)});
  }
  LintOptions options;
  options.resolve = session.options();
  options.resolve.complete |= configs.complete();
  options.applications = configs.applications();
  options.threads = ThreadsFor(session, selected.size());
  Diagnostics findings = std::move(of_reader);
  AddFindings(Lint(cluster, options, std::move(subjects), services), &findings);
  ApplyLintIgnore(cluster, &findings);
  configs.Apply(cluster.sources(), &findings);
  SortFindings(cluster.sources(), &findings);
  return findings;
}

}  // namespace svcenv::cli
