#include "cli/reports/results.h"

#include "svcenv/base/parallel.h"

namespace svcenv::cli {

int ThreadsFor(const Session& session, size_t containers) {
  constexpr size_t kFewContainers = 256;
  return containers < kFewContainers ? 1 : session.threads();
}

std::vector<Result> ResultsOf(const Session& session, const Resolver& resolver,
                              const std::vector<Selected>& selected) {
  std::vector<Result> results(selected.size());
  ParallelFor(selected.size(), ThreadsFor(session, selected.size()), [&](size_t i) {
    const auto& [workload, container] = selected[i];
    results[i] = ContainerResult(
        *workload, *container, resolver.Resolve(*workload, *container, session.FactsOf(*workload)));
  });
  return results;
}

}  // namespace svcenv::cli
