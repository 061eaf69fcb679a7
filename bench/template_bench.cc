// Parses and expands templates. Items are references; the size is the length of the text.
//
//   ./bazelw run -c opt //bench:template_bench
#include <optional>
#include <string>
#include <string_view>

#include "bench/inputs.h"
#include "benchmark/benchmark.h"
#include "svcenv/base/arena.h"
#include "svcenv/env/expand_references.h"
#include "svcenv/env/template.h"

namespace svcenv::bench {
namespace {

constexpr std::string_view kPiece = "http://$(REDIS_SERVICE_HOST):$(REDIS_SERVICE_PORT)/$$1 ";

std::string TextOf(int64_t pieces) {
  std::string text;
  for (int64_t i = 0; i < pieces; ++i) text.append(kPiece);
  return text;
}

std::optional<std::string_view> Find(std::string_view name) {
  return name == "REDIS_SERVICE_HOST" ? "10.96.0.7" : "6379";
}

void Parse(benchmark::State& state) {
  const std::string text = TextOf(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(Template::Parse(text, DollarRule::kUtf8));
  Count(state, static_cast<size_t>(2 * state.range(0)), text.size(), text.size());
}

void ParsePlain(benchmark::State& state) {
  const std::string text(static_cast<size_t>(state.range(0)) * kPiece.size(), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(Template::Parse(text, DollarRule::kUtf8));
  Count(state, 1, text.size(), text.size());
}

void Expand(benchmark::State& state) {
  const std::string text = TextOf(state.range(0));
  const Template parsed = Template::Parse(text, DollarRule::kUtf8);
  size_t size = 0;
  for (auto _ : state) {
    size = parsed.Expand(Find)->size();
    benchmark::DoNotOptimize(size);
  }
  Count(state, static_cast<size_t>(2 * state.range(0)), size, text.size());
}

void ExpandAtOnce(benchmark::State& state) {
  const std::string text = TextOf(state.range(0));
  size_t size = 0;
  for (auto _ : state) {
    Arena arena;
    size = ExpandReferences(text, DollarRule::kUtf8, Find, &arena)->size();
    benchmark::DoNotOptimize(size);
  }
  Count(state, static_cast<size_t>(2 * state.range(0)), size, text.size());
}

BENCHMARK(Parse)->Arg(1)->Apply(Sweep);
BENCHMARK(ParsePlain)->Arg(1)->Apply(Sweep);
BENCHMARK(Expand)->Arg(1)->Apply(Sweep);
BENCHMARK(ExpandAtOnce)->Arg(1)->Apply(Sweep);

}  // namespace
}  // namespace svcenv::bench
