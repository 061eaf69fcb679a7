// Includes the public headers and the internal ones in one program. Their declarations must not
// conflict, and both must compute the same.
#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/admission.h"
#include "svcenv/admission/review.h"
#include "svcenv/batch/batch.h"
#include "svcenv/check/lint.h"
#include "svcenv/check/size.h"
#include "svcenv/env/resolver.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/lint.h"
#include "svcenv/manifest/load.h"
#include "svcenv/render/format.h"
#include "svcenv/svcenv.h"
#include "tests/cli/golden_file.h"

namespace svcenv {
namespace {

using ::testing::AnyOf;
using ::testing::MatchesRegex;

TEST(HeadersTest, BothComputeTheSame) {
  const std::string text = cli::ReadFile("examples/spark.yaml");
  Manifests manifests;
  EXPECT_TRUE(manifests.Load("spark.yaml", text).ok());
  Cluster cluster;
  EXPECT_TRUE(LoadManifest("spark.yaml", text, {}, &cluster).ok());
  ResolveOptions options;
  options.complete = options.facts_complete = false;
  const Resolver resolver(cluster, options);
  size_t containers = 0;
  for (const ContainerId& id : manifests.Containers()) {
    const Workload& workload = *cluster.FindWorkload(id.kind, id.namespace_, id.name);
    const Container& container = *AllContainers(workload.pod.spec).front();
    const auto resolved = resolver.Resolve(workload, container, {});
    ASSERT_TRUE(resolved.ok());
    std::vector<std::string> expected, found;
    resolved->environment.ForEach([&](const Variable& v) {
      expected.push_back(std::string(v.name) + "=" + std::string(v.value));
    });
    const ContainerEnvironment environment = manifests.EnvironmentOf(id);
    for (const EnvironmentVariable& v : environment.Variables()) {
      found.push_back(std::string(v.name) + "=" + std::string(v.value));
    }
    EXPECT_EQ(found, expected);
    EXPECT_FALSE(found.empty());
    ++containers;
  }
  EXPECT_GT(containers, 0u);
}

// Public headers may include only standard headers, a few Abseil headers, and each other, so that
// parsers, SIMD, and containers stay out of user programs.
TEST(HeadersTest, PublicHeadersIncludeNothingPrivate) {
  for (const char* header : {"svcenv", "lint", "admission"}) {
    const std::string path = std::string("lib/svcenv/") + header + ".h";
    for (const std::string_view line : absl::StrSplit(cli::ReadFile(path), '\n')) {
      if (!absl::StartsWith(line, "#include")) continue;
      EXPECT_THAT(std::string(line), AnyOf(MatchesRegex("#include <[a-z_]+>"),
                                           testing::Eq("#include \"absl/base/attributes.h\""),
                                           testing::Eq("#include \"absl/status/status.h\""),
                                           testing::Eq("#include \"absl/status/statusor.h\""),
                                           testing::Eq("#include \"svcenv/svcenv.h\"")))
          << path;
    }
  }
}

// absl/status/status.h has 62,765 lines including its dependencies, too many for svcenv.h.
TEST(HeadersTest, TheFirstHeaderIsSmall) {
  for (const std::string_view line : absl::StrSplit(cli::ReadFile("lib/svcenv/svcenv.h"), '\n')) {
    EXPECT_FALSE(absl::StrContains(line, "absl/status")) << line;
  }
}

}  // namespace
}  // namespace svcenv
