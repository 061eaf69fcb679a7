// Computes link variables and looks them up by name. Items are variables.
//
//   ./bazelw run -c opt //bench:service_variables_bench
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/inputs.h"
#include "benchmark/benchmark.h"
#include "svcenv/env/service_variables.h"

namespace svcenv::bench {
namespace {

std::vector<const Service*> ServicesOf(const Cluster& cluster) {
  std::vector<const Service*> services;
  for (const Service& service : cluster.services()) services.push_back(&service);
  return services;
}

void Make(benchmark::State& state) {
  const auto cluster = Load(ClusterText(static_cast<int>(state.range(0)), 0));
  const std::vector<const Service*> services = ServicesOf(*cluster);
  const auto made = *ServiceVariables::Of(services);
  for (auto _ : state) benchmark::DoNotOptimize(ServiceVariables::Of(services));
  Count(state, made->all().size(), made->env0().size(), services.size());
}

void Find(benchmark::State& state) {
  const auto cluster = Load(ClusterText(static_cast<int>(state.range(0)), 0));
  const auto made = *ServiceVariables::Of(ServicesOf(*cluster));
  const std::string name = absl::StrCat("APP_", state.range(0) / 3, "_SERVICE_PORT_METRICS");
  for (auto _ : state) benchmark::DoNotOptimize(made->Find(name));
  Count(state, 1, name.size(), static_cast<size_t>(state.range(0)));
}

BENCHMARK(Make)->Apply(Sweep);
BENCHMARK(Find)->Apply(Sweep);

}  // namespace
}  // namespace svcenv::bench
