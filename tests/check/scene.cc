#include "tests/check/scene.h"

#include <utility>

#include "gtest/gtest.h"
#include "svcenv/manifest/load.h"

namespace svcenv {

Scene::Scene(std::string_view manifest, bool complete, std::string_view version) {
  options_.complete = options_.facts_complete = complete;
  options_.version = ParseVersion(version)->profile;
  const LoadResult loaded = LoadManifest("test.yaml", std::string(manifest), {}, &cluster_);
  EXPECT_TRUE(loaded.ok()) << FormatDiagnostic(*FirstError(loaded.diagnostics), cluster_.sources());
  resolver_.emplace(cluster_, options_);
  index_.emplace(cluster_, resolver_->prefixes());
  const Container& container = *AllContainers(workload().pod.spec).front();
  auto resolved = resolver_->Resolve(workload(), container, facts_);
  if (!resolved.ok()) ADD_FAILURE() << resolved.status();
  resolved_ = *std::move(resolved);
  context_.emplace(PodContext{cluster_, workload(), container, facts_, options_});
}

}  // namespace svcenv
