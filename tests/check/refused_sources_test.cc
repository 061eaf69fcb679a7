// docs/reading-manifests.md, section 8: variables and containers that the API server rejects.
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/check/refused.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(RefusedSourcesTest, ValueAndValueFrom) {
  const auto refused = [](std::string_view variable) {
    return RefusedInContainer(absl::StrCat("env: [{name: A, ", variable, "}]"));
  };
  const std::string source = "valueFrom: {fieldRef: {fieldPath: metadata.name}}";
  EXPECT_THAT(refused(absl::StrCat("value: x, ", source)), ElementsAre("env[0].valueFrom"));
  EXPECT_THAT(refused(absl::StrCat("value: \"\", ", source)), IsEmpty());
  EXPECT_THAT(refused(absl::StrCat("value: null, ", source)), IsEmpty());
  EXPECT_THAT(refused("value: x, valueFrom: null"), IsEmpty());
}

TEST(RefusedSourcesTest, Resources) {
  const auto refused = [](std::string_view limits, std::string_view requests) {
    return RefusedInContainer(
        absl::StrCat("resources: {limits: {", limits, "}, requests: {", requests, "}}"));
  };
  for (const auto& [limits, requests] :
       {std::pair<std::string_view, std::string_view>{"cpu: 1", "cpu: 1"},
        {"cpu: 1", "cpu: 1000m"},
        {"cpu: 1", "memory: 2Gi"},
        {"cpu: 1", "cpu: null"},
        {"cpu: null", "cpu: 0"},
        {"memory: 1Gi", "memory: 1024Mi"},
        {"cpu: 1m", "cpu: 1n"},
        {"", "cpu: 2"}}) {
    EXPECT_THAT(refused(limits, requests), IsEmpty()) << limits << " " << requests;
  }
  EXPECT_THAT(refused("cpu: 1", "cpu: 2"), ElementsAre("resources.requests"));
  EXPECT_THAT(refused("cpu: null", "cpu: 1"), ElementsAre("resources.requests"));
  EXPECT_THAT(refused("memory: 1Gi", "memory: 1025Mi"), ElementsAre("resources.requests"));
  EXPECT_THAT(refused("cpu: -1", ""), ElementsAre("resources.limits[cpu]"));
  EXPECT_THAT(refused("", "memory: -1Gi"), ElementsAre("resources.requests[memory]"));
}

}  // namespace
}  // namespace svcenv
