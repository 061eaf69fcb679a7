// Computes one container's environment among 0, 100, and 5,000 services: from scratch, with a kept
// Resolver, by iterating, and by looking up one variable. Items are variables of the container.
//
//   ./bazelw run -c opt //bench:environment_bench
#include <memory>

#include "bench/inputs.h"
#include "benchmark/benchmark.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/resolver.h"

namespace svcenv::bench {
namespace {

struct Subject {
  explicit Subject(int64_t services)
      : cluster(Load(ClusterText(static_cast<int>(services), 1))),
        workload(cluster->workloads().front()),
        container(workload.pod.spec.containers.front()),
        resolver(*cluster, {}) {}

  Environment environment() const { return *resolver.EnvironmentOf(workload, container, {}); }

  const std::shared_ptr<Cluster> cluster;
  const Workload& workload;
  const Container& container;
  const Resolver resolver;
};

void CountVariables(benchmark::State& state, const Environment& environment) {
  size_t bytes = 0;
  environment.ForEach(
      [&](const Variable& variable) { bytes += variable.name.size() + variable.value.size() + 2; });
  Count(state, environment.size(), bytes, static_cast<size_t>(state.range(0)));
}

void NothingKept(benchmark::State& state) {
  const Subject subject(state.range(0));
  for (auto _ : state) {
    const Resolver resolver(*subject.cluster, {});
    benchmark::DoNotOptimize(resolver.EnvironmentOf(subject.workload, subject.container, {}));
  }
  CountVariables(state, subject.environment());
}

void FromSnapshot(benchmark::State& state) {
  const Subject subject(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(subject.environment());
  CountVariables(state, subject.environment());
}

void Walk(benchmark::State& state) {
  const Subject subject(state.range(0));
  const Environment environment = subject.environment();
  for (auto _ : state) {
    size_t bytes = 0;
    environment.ForEach([&](const Variable& variable) { bytes += variable.value.size(); });
    benchmark::DoNotOptimize(bytes);
  }
  CountVariables(state, environment);
}

void Find(benchmark::State& state) {
  const Subject subject(state.range(0));
  const Environment environment = subject.environment();
  for (auto _ : state) benchmark::DoNotOptimize(environment.Find("URL"));
  Count(state, 1, 3, static_cast<size_t>(state.range(0)));
}

void Sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Arg(0)->Arg(100)->Arg(1000)->Arg(5000)->Complexity();
}

BENCHMARK(NothingKept)->Apply(Sizes);
BENCHMARK(FromSnapshot)->Apply(Sizes);
BENCHMARK(Walk)->Apply(Sizes);
BENCHMARK(Find)->Apply(Sizes);

}  // namespace
}  // namespace svcenv::bench
