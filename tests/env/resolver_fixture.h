// Loads a manifest and resolves its only workload.
#ifndef SVCENV_TESTS_ENV_RESOLVER_FIXTURE_H_
#define SVCENV_TESTS_ENV_RESOLVER_FIXTURE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"

namespace svcenv {

class ResolverTest : public ::testing::Test {
 protected:
  void Load(std::string_view text) {
    const LoadResult loaded = LoadManifest("test.yaml", std::string(text), {}, &cluster_);
    EXPECT_TRUE(loaded.ok()) << FormatDiagnostic(*FirstError(loaded.diagnostics),
                                                 cluster_.sources());
  }

  absl::StatusOr<ResolvedContainer> Resolve(bool complete = true) {
    ResolveOptions options;
    options.complete = options.facts_complete = complete;
    Resolver resolver(cluster_, options);
    const Workload& workload = cluster_.workloads().front();
    return resolver.Resolve(workload, *AllContainers(workload.pod.spec).front(), facts_);
  }

  static std::string Value(const ResolvedContainer& container, std::string_view name) {
    const auto variable = container.environment.Find(name);
    if (!variable) return "<not set>";
    if (!variable->known()) return "<unknown: " + std::string(variable->unknown) + ">";
    return std::string(variable->value);
  }

  Cluster cluster_;
  PodFacts facts_;
};

}  // namespace svcenv

#endif  // SVCENV_TESTS_ENV_RESOLVER_FIXTURE_H_
