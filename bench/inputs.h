// Deterministic inputs for the benchmarks: clusters of any size.
#ifndef BENCH_INPUTS_H_
#define BENCH_INPUTS_H_

#include <memory>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/render/result.h"

namespace svcenv::bench {

// Returns a JSON List of services in namespace shop, each with two named ports, and of pods with
// one container, which has eight variables of its own and refers to services.
std::string ClusterText(int services, int pods);

// Same as ClusterText, as YAML documents.
std::string ClusterYaml(int services, int pods);

// Parses such a text. Exits if it cannot be read.
std::shared_ptr<Cluster> Load(std::string text);

// Computes the result of every container in the cluster.
std::vector<Result> Resolve(const Cluster& cluster);

// Runs the benchmark with 10, 100, 1,000, and 10,000, and fits its complexity.
void Sweep(benchmark::internal::Benchmark* benchmark);

// Reports items and bytes per iteration, for items/s and bytes/s, and the `size` to fit complexity
// over.
void Count(benchmark::State& state, size_t items, size_t bytes, size_t size);

}  // namespace svcenv::bench

#endif  // BENCH_INPUTS_H_
