// Reads JSON and YAML into objects. Items are objects; the size is the length of the text.
//
//   ./bazelw run -c opt //bench:read_bench
#include <memory>
#include <string>
#include <utility>

#include "bench/inputs.h"
#include "benchmark/benchmark.h"
#include "svcenv/manifest/load.h"

namespace svcenv::bench {
namespace {

void Read(benchmark::State& state, const std::string& text) {
  size_t objects = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::string copy = text;
    state.ResumeTiming();
    Cluster cluster;
    objects = LoadManifest("input", std::move(copy), {}, &cluster).objects;
  }
  Count(state, objects, text.size(), text.size());
}

void JsonServices(benchmark::State& state) {
  Read(state, ClusterText(static_cast<int>(state.range(0)), 0));
}
void JsonPods(benchmark::State& state) {
  Read(state, ClusterText(1, static_cast<int>(state.range(0))));
}
void YamlServices(benchmark::State& state) {
  Read(state, ClusterYaml(static_cast<int>(state.range(0)), 0));
}
void YamlPods(benchmark::State& state) {
  Read(state, ClusterYaml(1, static_cast<int>(state.range(0))));
}

BENCHMARK(JsonServices)->Apply(Sweep);
BENCHMARK(JsonPods)->Apply(Sweep);
BENCHMARK(YamlServices)->Apply(Sweep);
BENCHMARK(YamlPods)->Apply(Sweep);

}  // namespace
}  // namespace svcenv::bench
