// What the benchmarks read: clusters of any size, the same each time.
#ifndef BENCH_INPUTS_H_
#define BENCH_INPUTS_H_

#include <memory>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/render/result.h"

namespace svcenv::bench {

// A JSON List of that many services of namespace shop, each with two named ports, and of pods with
// one container that has eight variables of its own and refers to services.
std::string ClusterText(int services, int pods);

// The same as YAML documents.
std::string ClusterYaml(int services, int pods);

// The cluster of such a text; the program ends where it cannot be read.
std::shared_ptr<Cluster> Load(std::string text);

// Every container of the cluster, computed.
std::vector<Result> Resolve(const Cluster& cluster);

// Sweeps 10, 100, 1,000 and 10,000, and fits how the cost grows.
void Sweep(benchmark::internal::Benchmark* benchmark);

// Counts what every iteration does, for items/s and bytes/s; `size` is what complexity is fitted
// over.
void Count(benchmark::State& state, size_t items, size_t bytes, size_t size);

}  // namespace svcenv::bench

#endif  // BENCH_INPUTS_H_
