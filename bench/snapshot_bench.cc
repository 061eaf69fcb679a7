// Rebuilds what an admission hook needs when services change: a Snapshot with the variables of its
// namespace. Items are services.
//
//   ./bazelw run -c opt //bench:snapshot_bench
#include <memory>

#include "bench/inputs.h"
#include "benchmark/benchmark.h"
#include "svcenv/admission/snapshot.h"

namespace svcenv::bench {
namespace {

void Build(benchmark::State& state) {
  const std::shared_ptr<const Cluster> cluster =
      Load(ClusterText(static_cast<int>(state.range(0)), 0));
  size_t bytes = 0;
  for (auto _ : state) {
    const Snapshot snapshot(cluster);
    bytes = (*snapshot.services()->VariablesOf("shop", /*links=*/true))->env0().size();
  }
  Count(state, cluster->services().size(), bytes, cluster->services().size());
}

BENCHMARK(Build)->Apply(Sweep);

}  // namespace
}  // namespace svcenv::bench
