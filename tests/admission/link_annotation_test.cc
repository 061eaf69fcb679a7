// The effect of the annotation svcenv.io/links on pods.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/admission/link_planning.h"
#include "tests/admission/reviewing.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(LinkAnnotationTest, TheAnnotationKeepsServices) {
  const Reviewed reviewed =
      Minimal(PodOf("args: [$(WEB_PORT)]", ", annotations: {svcenv.io/links: 'redis, nosuch'}"));
  EXPECT_THAT(Added(reviewed),
              ElementsAre("REDIS_PORT", "REDIS_PORT_6379_TCP", "REDIS_PORT_6379_TCP_ADDR",
                          "REDIS_PORT_6379_TCP_PORT", "REDIS_PORT_6379_TCP_PROTO",
                          "REDIS_SERVICE_HOST", "REDIS_SERVICE_PORT", "WEB_PORT"));
  EXPECT_THAT(reviewed.warnings,
              ElementsAre("svcenv: svcenv.io/links: service nosuch not found in this namespace"));
}

TEST(LinkAnnotationTest, ASecondLookAtWhatTheAnnotationKeptSaysNothing) {
  const Reviewed once =
      Minimal(PodOf("args: [x]", ", annotations: {svcenv.io/links: 'redis, web'}"));
  const Reviewed twice =
      ReviewObject(once.after, *SnapshotOf(kServices), PolicyOf("links: minimal\n"));
  EXPECT_EQ(twice.patch, Json::array());
  EXPECT_THAT(twice.warnings, IsEmpty());
}

TEST(LinkAnnotationTest, ASecondLookKnowsWhatEnvFromAndTheKubeletGive) {
  const auto snapshot = SnapshotOf(R"(
apiVersion: v1
kind: Service
metadata: {name: kubernetes}
spec: {clusterIP: 10.96.0.1, ports: [{name: https, port: 443}]}
---
apiVersion: v1
kind: Service
metadata: {name: redis}
spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {REDIS_PORT: own}
)");
  Json request = RequestFor(ObjectOf(R"(
apiVersion: v1
kind: Pod
metadata: {name: p, annotations: {svcenv.io/links: 'kubernetes, redis'}}
spec: {containers: [{name: c, image: i, envFrom: [{configMapRef: {name: settings}}]}]}
)"));
  request["request"]["namespace"] = "default";
  const Policy policy = PolicyOf("links: minimal");
  const Reviewed once = ReviewRequest(request, *snapshot, policy);
  EXPECT_EQ(once.after["spec"]["containers"][0]["env"].size(), 6u);
  request["request"]["object"] = once.after;
  const Reviewed twice = ReviewRequest(request, *snapshot, policy);
  EXPECT_EQ(twice.patch, Json::array());
  EXPECT_THAT(twice.warnings, IsEmpty());
}

TEST(LinkAnnotationTest, TheAnnotationBeatsThePolicyButForUnchanged) {
  const Json none =
      ObjectOf(PodOf("args: [$(WEB_PORT)]", ", annotations: {svcenv.io/links: none}"));
  const auto snapshot = SnapshotOf(kServices);
  for (const char* policy : {"all", "none", "minimal", "annotated"}) {
    const Reviewed reviewed =
        ReviewObject(none, *snapshot, PolicyOf(absl::StrCat("links: ", policy)));
    EXPECT_EQ(reviewed.patch.size(), 1u) << policy;
    EXPECT_EQ(reviewed.after["spec"]["enableServiceLinks"], false) << policy;
    EXPECT_THAT(reviewed.warnings, ElementsAre("svcenv: container c: $(WEB_PORT) is not expanded: "
                                               "service links are off"));
  }
  EXPECT_EQ(ReviewObject(none, *snapshot, PolicyOf("links: unchanged")).patch, Json::array());
  EXPECT_EQ(
      ReviewObject(ObjectOf(PodOf("args: [x]")), *snapshot, PolicyOf("links: annotated")).patch,
      Json::array());
}

TEST(LinkAnnotationTest, AnAnnotationThatIsNoWishChangesNothing) {
  const Reviewed reviewed =
      Minimal(PodOf("args: [x]", ", annotations: {svcenv.io/links: 'Redis Primary'}"));
  EXPECT_EQ(reviewed.patch, Json::array());
  ASSERT_EQ(reviewed.warnings.size(), 1u);
  EXPECT_THAT(reviewed.warnings[0],
              HasSubstr("svcenv.io/links: use all, none, minimal, or service names"));
}

}  // namespace
}  // namespace svcenv
