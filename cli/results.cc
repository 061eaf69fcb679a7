#include "cli/results.h"

#include "svcenv/base/parallel.h"

namespace svcenv::cli {
namespace {

// Below which threads cost more than they give.
constexpr size_t kFewContainers = 256;

}  // namespace

std::vector<Result> ResultsOf(const Session& session, const Resolver& resolver,
                              const std::vector<Selected>& selected) {
  std::vector<Result> results(selected.size());
  const int threads = selected.size() < kFewContainers ? 1 : session.threads();
  ParallelFor(selected.size(), threads, [&](size_t i) {
    const auto& [workload, container] = selected[i];
    results[i] = ContainerResult(
        *workload, *container, resolver.Resolve(*workload, *container, session.FactsOf(*workload)));
  });
  return results;
}

}  // namespace svcenv::cli
