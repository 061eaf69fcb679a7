// Reviews of a pod to which another webhook added a container after the first review.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/admission/link_planning.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kMark[] = "svcenv.io/links-off";

// Returns the pod of the first review with another container.
Json WithSidecar(const Reviewed& first, std::string_view fields) {
  Json pod = first.after;
  Json sidecar = ObjectOf(absl::StrCat("{name: sidecar, image: i, ", fields, "}"));
  pod["spec"]["containers"].push_back(std::move(sidecar));
  return pod;
}

Reviewed Again(const Json& pod, std::string_view manifests = kServices) {
  return ReviewObject(pod, *SnapshotOf(manifests), PolicyOf("links: minimal\n"));
}

TEST(ReinvocationTest, ThePatchMarksThePod) {
  const Reviewed bare = Minimal(PodOf("args: [x]"));
  EXPECT_EQ(bare.after["metadata"]["annotations"], Json({{kMark, "minimal"}}));
  const Reviewed annotated = Minimal(PodOf("args: [x]", ", annotations: {a/b: c}"));
  EXPECT_EQ(annotated.after["metadata"]["annotations"], Json({{"a/b", "c"}, {kMark, "minimal"}}));
}

TEST(ReinvocationTest, AVariableWithTheAnnotationsKeepsItsValue) {
  for (const char* path : {"metadata.annotations", "metadata.annotations['svcenv.io/links-off']"}) {
    const Reviewed reviewed = Minimal(PodOf(
        absl::StrCat("env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"", path, "\"}}}]")));
    EXPECT_EQ(reviewed.patch.size(), 1u) << path;
  }
}

TEST(ReinvocationTest, OtherPatchesDoNotMarkThePod) {
  for (const char* policy : {"links: none", "links: all"}) {
    const Json pod = ObjectOf(PodOf("args: [x]", "", "enableServiceLinks: false, "));
    const Reviewed reviewed = ReviewObject(pod, *SnapshotOf(kServices), PolicyOf(policy));
    EXPECT_FALSE(reviewed.after["metadata"].contains("annotations")) << policy;
  }
}

TEST(ReinvocationTest, AContainerThatWasAddedGetsItsVariables) {
  const Reviewed first = Minimal(PodOf("args: ['$(REDIS_PORT)']"));
  const Reviewed second =
      Again(WithSidecar(first, "args: ['$(WEB_SERVICE_HOST)', '$(REDIS_PORT)']"));
  EXPECT_THAT(Added(second), ElementsAre("REDIS_PORT", "WEB_SERVICE_HOST"));
  EXPECT_EQ(second.after["spec"]["containers"][0], first.after["spec"]["containers"][0]);
  EXPECT_EQ(second.after["spec"]["enableServiceLinks"], false);
  EXPECT_EQ(second.after["metadata"], first.after["metadata"]);
  const Reviewed third = Again(second.after);
  EXPECT_EQ(third.patch, Json::array());
  EXPECT_THAT(third.warnings, IsEmpty());
}

TEST(ReinvocationTest, AContainerThatWasAddedKeepsTheServicesOfTheAnnotation) {
  const Reviewed first = Minimal(PodOf("args: [x]", ", annotations: {svcenv.io/links: redis}"));
  const Reviewed second = Again(WithSidecar(first, "args: [x]"));
  EXPECT_EQ(Added(second), Added(first));
  EXPECT_EQ(Added(second).size(), 7u);
}

// The environments of all containers equal those of a pod that always had them, and its links.
TEST(ReinvocationTest, LinksThatMustStayOnAreTurnedOnAgain) {
  const Reviewed first = Minimal(PodOf("args: ['$(REDIS_PORT)']"));
  const Reviewed second = Again(
      WithSidecar(first, "envFrom: [{configMapRef: {name: unknown}}], args: ['$(REDIS_PORT)']"));
  EXPECT_EQ(second.after["spec"]["enableServiceLinks"], true);
  ASSERT_EQ(second.warnings.size(), 1u);
  EXPECT_EQ(
      second.warnings[0],
      "svcenv: service links stay on: container sidecar: envFrom may define REDIS_PORT, which "
      "a service also sets");
  EXPECT_EQ(Again(second.after).patch, Json::array());
}

TEST(ReinvocationTest, WithoutTheMarkLinksThatAreOffStayOff) {
  const Json pod = ObjectOf(PodOf("args: ['$(REDIS_PORT)']", "", "enableServiceLinks: false, "));
  EXPECT_EQ(Again(pod).patch, Json::array());
}

}  // namespace
}  // namespace svcenv
