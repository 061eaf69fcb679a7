// Parses and writes quantities. Items are quantities.
//
//   ./bazelw run -c opt //bench:quantity_bench
#include <string>

#include "bench/inputs.h"
#include "benchmark/benchmark.h"
#include "svcenv/kubernetes/quantity.h"

namespace svcenv::bench {
namespace {

void Parse(benchmark::State& state, const std::string& text) {
  for (auto _ : state) benchmark::DoNotOptimize(Quantity::Parse(text));
  Count(state, 1, text.size(), text.size());
}

void Write(benchmark::State& state, const std::string& text) {
  const Quantity quantity = *Quantity::Parse(text);
  for (auto _ : state) benchmark::DoNotOptimize(quantity.ToString());
  Count(state, 1, text.size(), text.size());
}

void ParseDigits(benchmark::State& state) {
  Parse(state, std::string(static_cast<size_t>(state.range(0)), '7') + "Mi");
}

BENCHMARK_CAPTURE(Parse, cpu, "250m");
BENCHMARK_CAPTURE(Parse, memory, "1.5Gi");
BENCHMARK_CAPTURE(Parse, exponent, "12e6");
BENCHMARK_CAPTURE(Write, cpu, "250m");
BENCHMARK_CAPTURE(Write, memory, "1.5Gi");
BENCHMARK(ParseDigits)->Apply(Sweep);

}  // namespace
}  // namespace svcenv::bench
