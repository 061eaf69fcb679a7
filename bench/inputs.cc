#include "bench/inputs.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/env/resolver.h"
#include "svcenv/manifest/load.h"

namespace svcenv::bench {
namespace {

std::string Address(int number) {
  return absl::StrCat("10.", 96 + number / 62500, ".", number / 250 % 250, ".", number % 250 + 1);
}

}  // namespace

std::string ClusterText(int services, int pods) {
  std::string text = R"({"apiVersion":"v1","kind":"List","items":[)";
  for (int i = 0; i < services; ++i) {
    absl::StrAppend(
        &text, R"({"apiVersion":"v1","kind":"Service","metadata":{"namespace":"shop","name":"app-)",
        i, R"("},"spec":{"clusterIP":")", Address(i),
        R"(","ports":[{"name":"http","port":80},{"name":"metrics","port":9090}]}},)");
  }
  for (int i = 0; i < pods; ++i) {
    absl::StrAppend(
        &text, R"({"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"pod-)", i,
        R"("},"spec":{"nodeName":"n","containers":[{"name":"app","image":"app:1","env":[)");
    for (int j = 0; j < 7; ++j) {
      absl::StrAppend(&text, R"({"name":"SETTING_)", j, R"(","value":"a value, number )", i,
                      R"("},)");
    }
    const int peer = services == 0 ? 0 : i % services;
    absl::StrAppend(&text, R"j({"name":"URL","value":"http://$(APP_)j", peer,
                    R"j(_SERVICE_HOST):$(SETTING_0)/"}]}]},"status":{"podIP":"10.244.0.1"}},)j");
  }
  if (text.back() == ',') text.pop_back();
  return text + "]}";
}

std::string ClusterYaml(int services, int pods) {
  std::string text;
  for (int i = 0; i < services; ++i) {
    absl::StrAppend(
        &text, "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: app-", i,
        "\n  namespace: shop\nspec:\n  clusterIP: ", Address(i),
        "\n  ports:\n  - name: http\n    port: 80\n  - name: metrics\n    port: 9090\n");
  }
  for (int i = 0; i < pods; ++i) {
    absl::StrAppend(&text, "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: pod-", i,
                    "\n  namespace: shop\nspec:\n  containers:\n  - name: app\n    image: app:1\n"
                    "    env:\n");
    for (int j = 0; j < 8; ++j) {
      absl::StrAppend(&text, "    - name: SETTING_", j, "\n      value: \"a value, number ", i,
                      "\"\n");
    }
  }
  return text;
}

std::shared_ptr<Cluster> Load(std::string text) {
  auto cluster = std::make_shared<Cluster>();
  const LoadResult loaded = LoadManifest("input", std::move(text), {}, cluster.get());
  if (loaded.diagnostics.empty()) return cluster;
  std::fprintf(stderr, "%s\n", loaded.diagnostics[0].message.c_str());
  std::exit(1);
}

std::vector<Result> Resolve(const Cluster& cluster) {
  const Resolver resolver(cluster, {});
  std::vector<Result> results;
  for (const Workload& workload : cluster.workloads()) {
    for (const Container* container : AllContainers(workload.pod.spec)) {
      results.push_back(
          ContainerResult(workload, *container, resolver.Resolve(workload, *container, {})));
    }
  }
  return results;
}

void Sweep(benchmark::internal::Benchmark* benchmark) {
  benchmark->RangeMultiplier(10)->Range(10, 10000)->Complexity();
}

void Count(benchmark::State& state, size_t items, size_t bytes, size_t size) {
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(items));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes));
  state.SetComplexityN(static_cast<int64_t>(size));
}

}  // namespace svcenv::bench
