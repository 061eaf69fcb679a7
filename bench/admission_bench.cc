// Measures reviews per second of one process, in namespaces with few and with many services.
//
//   ./bazelw run -c opt //bench:admission_bench
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "bench/inputs.h"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/review.h"
#include "svcenv/admission/snapshot.h"

namespace svcenv::bench {
namespace {

std::unique_ptr<Snapshot> SnapshotOf(int services) {
  return std::make_unique<Snapshot>(Load(ClusterText(services, 0)));
}

// Returns a request with a pod of about 4 KB that refers to three services.
std::string Request() {
  std::string env, labels;
  for (int i = 0; i < 30; ++i) {
    absl::StrAppend(&env, R"({"name":"SETTING_)", i,
                    R"(","value":"a value of some length, number )", i, R"("},)");
    absl::StrAppend(&labels, R"("example.com/label-)", i, R"(":"value-)", i, R"(",)");
  }
  const std::string container = absl::StrCat(
      R"("image":"registry.example.com/shop/app:1.2.3","ports":[{"containerPort":8080,"protocol":"TCP"}],)",
      R"("resources":{"limits":{"cpu":"1","memory":"512Mi"},"requests":{"cpu":"100m","memory":"128Mi"}},)",
      R"("volumeMounts":[{"name":"data","mountPath":"/data"}],"terminationMessagePath":"/dev/termination-log",)");
  return absl::StrCat(
      R"({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"705ab4f5-6393-11e8-b7cc-42010a800002",)",
      R"("kind":{"group":"","version":"v1","kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},)",
      R"("namespace":"shop","operation":"CREATE","userInfo":{"username":"system:serviceaccount:kube-system:replicaset-controller"},)",
      R"("object":{"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"app-","namespace":"shop","labels":{)",
      labels,
      R"("app":"app"}},"spec":{"volumes":[{"name":"data","emptyDir":{}}],"containers":[{"name":"app",)",
      container, R"j("args":["--peer=$(APP_3_SERVICE_HOST)"],"env":[)j", env,
      R"j({"name":"URL","value":"http://$(APP_4_SERVICE_HOST):$(APP_4_SERVICE_PORT)/"}]},{"name":"proxy",)j",
      container, R"j("args":["$(APP_5_PORT_80_TCP_ADDR)"]}],"enableServiceLinks":true,)j",
      R"("schedulerName":"default-scheduler"}},"oldObject":null,"dryRun":false}})");
}

void Run(benchmark::State& state, std::string_view policy_text) {
  const auto snapshot = SnapshotOf(static_cast<int>(state.range(0)));
  const std::string request = Request();
  Sources sources;
  const Policy policy = ReadPolicy(sources, sources.Add("policy", std::string(policy_text))).policy;
  Review(request, *snapshot, policy);  // warm up caches
  const size_t before = mallinfo2().uordblks;
  for (auto _ : state) benchmark::DoNotOptimize(Review(request, *snapshot, policy));
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(request.size()));
  state.SetComplexityN(state.range(0));
  state.counters["growth_bytes"] =
      static_cast<double>(mallinfo2().uordblks) - static_cast<double>(before);
}

void Minimal(benchmark::State& state) { Run(state, "links: minimal\n"); }
void MinimalAndLint(benchmark::State& state) {
  Run(state, "links: minimal\nwarn: [reference-unresolved]\ndeny: [env-too-large]\n");
}

BENCHMARK(Minimal)->Arg(0)->Arg(50)->Arg(500)->Arg(5000)->Complexity();
BENCHMARK(MinimalAndLint)->Arg(50)->Arg(500)->Arg(5000);

}  // namespace
}  // namespace svcenv::bench
