// Answers to AdmissionReviews.
#include "svcenv/admission/review.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/admission/answer.h"
#include "svcenv/check/rule.h"
#include "tests/admission/reviewing.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kServices[] = R"(
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}
)";

constexpr char kPod[] = R"(
apiVersion: v1
kind: Pod
metadata: {name: app, labels: {tier: old}}
spec: {containers: [{name: c, image: example.com/shop/flagd:1, args: ['$(REDIS_PORT)', '$(NOT_THERE)']}]}
)";

constexpr char kDeployment[] = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec: {template: {spec: {containers: [{name: c, args: ['$(REDIS_PORT)', '$(NOT_THERE)']}]}}}
)";

Reviewed ReviewWith(std::string_view policy, const Json& request) {
  return ReviewRequest(request, *SnapshotOf(kServices), PolicyOf(policy));
}

TEST(ReviewTest, ThePodIsOfTheNamespaceOfTheRequest) {
  const Reviewed reviewed = ReviewWith("links: minimal", RequestFor(ObjectOf(kPod)));
  EXPECT_EQ(reviewed.after["spec"]["containers"][0]["env"][0]["value"], "tcp://10.96.0.7:6379");
}

TEST(ReviewTest, APodOfAnotherNamespaceThanItsRequestIsRefused) {
  Json pod = ObjectOf(kPod);
  pod["metadata"]["namespace"] = "elsewhere";
  const Reviewed reviewed =
      ReviewWith("links: minimal\nexempt: {namespaces: [elsewhere]}\n", RequestFor(pod));
  EXPECT_FALSE(reviewed.allowed);
  EXPECT_EQ(reviewed.code, 400);
  EXPECT_THAT(reviewed.message, HasSubstr("differs from request.namespace"));
  pod["metadata"]["namespace"] = "shop";
  EXPECT_EQ(ReviewWith("links: minimal", RequestFor(pod)).patch.size(), 3u);
}

TEST(ReviewTest, APodWithAGeneratedNameIsAPod) {
  Json pod = ObjectOf(kPod);
  pod["metadata"] = {{"generateName", "app-"}};
  EXPECT_EQ(ReviewWith("links: minimal", RequestFor(pod)).patch.size(), 3u);
  pod["metadata"] = Json::object();
  pod["metadata"]["name"] = "";
  const Reviewed nameless = ReviewWith("links: minimal", RequestFor(pod));
  EXPECT_EQ(nameless.patch.size(), 2u) << nameless.message;  // not marked
}

TEST(ReviewTest, OnlyTheCreationOfAPodIsPatched) {
  for (const char* operation : {"UPDATE", "DELETE", "CONNECT", ""}) {
    Json request = RequestFor(ObjectOf(kPod));
    request["request"]["operation"] = operation;
    const Reviewed reviewed = ReviewWith("links: minimal", request);
    EXPECT_TRUE(reviewed.allowed) << operation;
    EXPECT_EQ(reviewed.patch, Json::array()) << operation;
  }
  Json request = RequestFor(ObjectOf(kPod));
  request["request"]["subResource"] = "status";
  EXPECT_EQ(ReviewWith("links: minimal", request).patch, Json::array());
  request["request"]["object"] = nullptr;
  EXPECT_TRUE(ReviewWith("links: minimal", request).allowed);
}

TEST(ReviewTest, APodWithoutContainersIsLeftToTheApiServer) {
  for (const char* spec : {"", "spec: {}", "spec: {containers: []}"}) {
    Json pod = ObjectOf(absl::StrCat("apiVersion: v1\nkind: Pod\nmetadata: {name: app}\n", spec));
    const Reviewed reviewed = ReviewWith("links: minimal", RequestFor(pod));
    EXPECT_TRUE(reviewed.allowed) << spec;
    EXPECT_THAT(reviewed.patch, IsEmpty()) << spec;
  }
}

TEST(ReviewTest, DeniesWhatThePolicyDenies) {
  const Reviewed reviewed =
      ReviewWith("links: minimal\ndeny: [reference-unresolved]\n", RequestFor(ObjectOf(kPod)));
  EXPECT_FALSE(reviewed.allowed);
  EXPECT_EQ(reviewed.code, 403);
  EXPECT_THAT(reviewed.message, StartsWith("svcenv: reference-unresolved: container c: "));
  EXPECT_THAT(reviewed.message, HasSubstr("$(NOT_THERE)"));
  EXPECT_THAT(reviewed.message, HasSubstr("; help: "));
  EXPECT_EQ(reviewed.patch, Json::array());
  EXPECT_THAT(reviewed.warnings, IsEmpty()) << "a denied finding is not also a warning";
}

// A snapshot may lack objects that a pod references. These are unknown, not missing.
TEST(ReviewTest, ObjectsOutsideTheSnapshotAreNotMissing) {
  Json pod = ObjectOf(R"(
apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  nodeName: n
  containers:
  - name: c
    envFrom: [{secretRef: {name: s}}, {configMapRef: {name: m}}]
    env:
    - {name: A, valueFrom: {secretKeyRef: {name: t, key: k}}}
    - {name: B, valueFrom: {configMapKeyRef: {name: u, key: k}}}
    - {name: C, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
)");
  EXPECT_THAT(
      ReviewWith("warn: [missing-object, missing-key, not-computable]\n", RequestFor(pod)).warnings,
      IsEmpty());
}

TEST(ReviewTest, WarnsOfWhatThePolicyWarnsOf) {
  const Reviewed reviewed = ReviewWith("warn: [reference-unresolved]", RequestFor(ObjectOf(kPod)));
  EXPECT_TRUE(reviewed.allowed);
  ASSERT_EQ(reviewed.warnings.size(), 1u);
  EXPECT_THAT(reviewed.warnings[0], StartsWith("svcenv: reference-unresolved: container c: "));
}

TEST(ReviewTest, LooksAtThePodAsItWillBe) {
  const Json request = RequestFor(ObjectOf(kPod));
  EXPECT_EQ(ReviewWith("warn: [reference-unresolved]\nlinks: none\n", request).warnings.size(), 3u)
      << "the plan's, and lint's for both references";
  EXPECT_EQ(ReviewWith("warn: [reference-unresolved]\nlinks: minimal\n", request).warnings.size(),
            1u);
}

TEST(ReviewTest, TheAnnotationSilencesWarningsAndNoDenials) {
  Json pod = ObjectOf(kPod);
  pod["metadata"]["annotations"]["svcenv.io/lint-ignore"] = "reference-unresolved";
  EXPECT_THAT(ReviewWith("warn: [reference-unresolved]", RequestFor(pod)).warnings, IsEmpty());
  EXPECT_FALSE(ReviewWith("deny: [reference-unresolved]", RequestFor(pod)).allowed);
}

TEST(ReviewTest, WhatIsExemptIsLeftAlone) {
  for (const char* exempt :
       {"namespaces: [shop]", "labels: tier in (old)", "images: ['(^|/)flagd$']"}) {
    const Reviewed reviewed = ReviewWith(
        absl::StrCat("links: minimal\ndeny: [reference-unresolved]\nexempt: {", exempt, "}\n"),
        RequestFor(ObjectOf(kPod)));
    EXPECT_TRUE(reviewed.allowed) << exempt;
    EXPECT_EQ(reviewed.patch, Json::array()) << exempt;
  }
  EXPECT_EQ(ReviewWith("links: minimal\nexempt: {namespaces: [sho], images: [flagd:1]}\n",
                       RequestFor(ObjectOf(kPod)))
                .patch.size(),
            3u);
}

TEST(ReviewTest, TheLimitOfTheEnvironmentIsHeld) {
  const Json request = RequestFor(ObjectOf(kPod));
  const Reviewed over = ReviewWith("deny: [env-too-large]\nlimits: {environment: 100}\n", request);
  EXPECT_THAT(over.message, HasSubstr("the environment takes "));
  EXPECT_TRUE(ReviewWith("deny: [env-too-large]\nlimits: {environment: 100k}\n", request).allowed);
}

TEST(ReviewTest, TheLimitOfTheStackIsHeld) {
  Json pod = ObjectOf(kPod);
  Json& args = pod["spec"]["containers"][0]["args"];
  for (int i = 0; i < 3; ++i) args.push_back(std::string(100000, 'x'));
  const std::string deny = "deny: [env-too-large]\n";
  EXPECT_TRUE(ReviewWith(deny, RequestFor(pod)).allowed);
  EXPECT_FALSE(ReviewWith(deny + "limits: {stack: 1Mi}\n", RequestFor(pod)).allowed);
}

// The status has the form that the API server reads (metav1.Status).
TEST(ReviewTest, ARefusalIsAStatus) {
  const Json request = RequestFor(ObjectOf(kPod));
  const Json denied = Json::parse(
      Review(request.dump(), *SnapshotOf(kServices), PolicyOf("deny: [reference-unresolved]"))
          .json);
  EXPECT_EQ(denied["response"]["status"]["status"], "Failure");
  EXPECT_EQ(denied["response"]["status"]["reason"], "Forbidden");
  EXPECT_EQ(denied["response"]["status"]["code"], 403);
  EXPECT_FALSE(denied["response"].contains("patch"));
  EXPECT_FALSE(denied["response"].contains("patchType"));
  const Json bad = Json::parse(Review("{}", *SnapshotOf(kServices), PolicyOf("")).json);
  EXPECT_EQ(bad["response"]["status"]["status"], "Failure");
  EXPECT_EQ(bad["response"]["status"]["reason"], "BadRequest");
}

TEST(ReviewTest, WhatIsDeletedIsNotWarnedOf) {
  const Json service = ObjectOf(R"(
apiVersion: v1
kind: Service
metadata: {name: redis-port-6379-tcp}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1}]}
)");
  const char* policy = "links: none\nwarn: [reference-unresolved, service-collision]\n";
  for (const Json& object : {ObjectOf(kDeployment), service}) {
    Json request = RequestFor(object);
    request["request"]["operation"] = "UPDATE";
    EXPECT_THAT(ReviewWith(policy, request).warnings, Not(IsEmpty()));
    request["request"]["subResource"] = "status";
    EXPECT_THAT(ReviewWith(policy, request).warnings, IsEmpty());
    request["request"].erase("subResource");
    request["request"]["operation"] = "DELETE";
    EXPECT_THAT(ReviewWith(policy, request).warnings, IsEmpty());
  }
}

// The patch, applied as by Go's json-patch, preserves the spelling of each number.
TEST(ReviewTest, ThePatchTouchesNothingThatIsUnknown) {
  Json request = RequestFor(ObjectOf(kPod));
  Json& pod = request["request"]["object"];
  pod["spec"]["unheardOf"] =
      Json::parse(R"([1.0, 1e2, -0.0, 12345678901234567890, 1e300, {"a": null}])");
  pod["spec"]["containers"][0]["unheardOf"] = {{"env", {1, 2}}};
  const Reviewed reviewed = ReviewWith("links: minimal", request);
  ASSERT_EQ(reviewed.patch.size(), 3u);
  EXPECT_EQ(reviewed.patch[0]["path"], "/spec/enableServiceLinks");
  EXPECT_EQ(reviewed.patch[1]["path"], "/spec/containers/0/env");
  Json after = reviewed.after;
  EXPECT_EQ(reviewed.patch[2]["path"], "/metadata/annotations");
  after["metadata"].erase("annotations");
  after["spec"].erase("enableServiceLinks");
  after["spec"]["containers"][0].erase("env");
  EXPECT_EQ(after, pod);
}

TEST(ReviewTest, TemplatesAreWarnedOfAndNeverPatchedOrDenied) {
  const Reviewed reviewed =
      ReviewWith("links: none\ndeny: [reference-unresolved]\n", RequestFor(ObjectOf(kDeployment)));
  EXPECT_TRUE(reviewed.allowed);
  EXPECT_EQ(reviewed.patch, Json::array());
  EXPECT_EQ(reviewed.warnings.size(), 3u);
}

TEST(ReviewTest, ServicesAreWarnedOf) {
  const Json collides = ObjectOf(R"(
apiVersion: v1
kind: Service
metadata: {name: redis-port-6379-tcp}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1}]}
)");
  const Reviewed reviewed = ReviewWith("deny: [service-collision]", RequestFor(collides));
  EXPECT_TRUE(reviewed.allowed);
  ASSERT_FALSE(reviewed.warnings.empty());
  EXPECT_THAT(reviewed.warnings[0], HasSubstr("service-collision"));
}

TEST(ReviewTest, AServiceIsNotWarnedOfOthers) {
  const auto snapshot = SnapshotOf(absl::StrCat(kServices, R"(---
apiVersion: v1
kind: Service
metadata: {name: redis-port-6379-tcp, namespace: shop}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1}]}
)"));
  const Json other = ObjectOf(R"(
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.10, ports: [{port: 1}]}
)");
  EXPECT_THAT(ReviewObject(other, *snapshot, PolicyOf("warn: [service-collision]")).warnings,
              IsEmpty());
}

// "a" comes before "a-service", whose variables win.
TEST(ReviewTest, AServiceThatLosesACollisionIsWarnedOf) {
  const auto snapshot = SnapshotOf(R"(
apiVersion: v1
kind: Service
metadata: {name: a-service, namespace: shop}
spec: {clusterIP: 10.96.0.9, ports: [{port: 1}]}
)");
  Json loser = ObjectOf(R"(
apiVersion: v1
kind: Service
metadata: {name: a}
spec: {clusterIP: 10.96.0.10, ports: [{name: port, port: 1}]}
)");
  const Policy policy = PolicyOf("warn: [service-collision]");
  EXPECT_THAT(ReviewObject(loser, *snapshot, policy).warnings,
              ElementsAre(HasSubstr("A_SERVICE_PORT is set by more than one service")));
  loser["metadata"]["name"] = "b";
  EXPECT_THAT(ReviewObject(loser, *snapshot, policy).warnings, IsEmpty());
}

TEST(ReviewTest, AServiceWithAGeneratedNameIsWarnedOf) {
  const Json service = ObjectOf(R"(
apiVersion: v1
kind: Service
metadata: {generateName: web-}
spec: {ports: [{port: 1}]}
)");
  EXPECT_THAT(ReviewWith("warn: [cluster-ip-unassigned]", RequestFor(service)).warnings,
              ElementsAre(HasSubstr("Service shop/web-*")));
}

TEST(ReviewTest, OnlyNewEphemeralContainersAreLookedAt) {
  Json pod = ObjectOf(kPod);
  pod["spec"]["enableServiceLinks"] = false;
  Json request = RequestFor(pod);
  request["request"]["operation"] = "UPDATE";
  request["request"]["subResource"] = "ephemeralcontainers";
  request["request"]["oldObject"] = pod;
  Json& containers = request["request"]["object"]["spec"]["ephemeralContainers"];
  containers.push_back({{"name", "old"}, {"args", {"$(REDIS_PORT)"}}});
  request["request"]["oldObject"]["spec"]["ephemeralContainers"] = containers;
  containers.push_back({{"name", "debug"}, {"args", {"$(REDIS_PORT)"}}});
  const Reviewed reviewed = ReviewWith("links: minimal\ndeny: [reference-unresolved]\n", request);
  EXPECT_TRUE(reviewed.allowed);
  EXPECT_EQ(reviewed.patch, Json::array());
  ASSERT_EQ(reviewed.warnings.size(), 1u);
  EXPECT_THAT(reviewed.warnings[0], HasSubstr("container debug"));
}

TEST(ReviewTest, WarningsKeepTheApisLimits) {
  Json pod = ObjectOf(kPod);
  Json& args = pod["spec"]["containers"][0]["args"];
  args = Json::array();
  for (int i = 0; i < 200; ++i) {
    args.push_back(absl::StrCat("$(Ü\n", std::string(i % 70, 'x'), i, "_SERVICE_HOST)"));
    args.push_back(absl::StrCat("$(A", i, "_SERVICE_HOST)"));
  }
  const Reviewed reviewed =
      ReviewWith("links: none\nwarn: [reference-unresolved]", RequestFor(pod));
  size_t total = 0;
  for (const std::string& warning : reviewed.warnings) {
    total += warning.size();
    EXPECT_THAT(warning, StartsWith("svcenv: "));
    EXPECT_THAT(warning, Not(HasSubstr("\n")));
    size_t characters = 0;
    for (const char byte : warning) characters += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    EXPECT_LE(characters, 120u) << warning;
  }
  EXPECT_GT(total, 3500u);
  EXPECT_LE(total, 4096u);
  EXPECT_THAT(reviewed.warnings.back(), ::testing::MatchesRegex("svcenv: and [0-9]+ more"));
}

TEST(ReviewTest, WarningsOfAnyLengthKeepTheLimitInAll) {
  for (size_t length = 1; length < 130; ++length) {
    std::vector<std::string> texts;
    for (int i = 0; i < 2000; ++i) {
      texts.push_back(absl::StrCat(i, std::string(length, 'x')));
    }
    size_t total = 0;
    for (const std::string& warning : ShapeWarnings(texts)) total += warning.size();
    EXPECT_LE(total, 4096u) << length;
    EXPECT_GT(total, 3900u) << length;
  }
}

TEST(ReviewTest, TheSameWarningComesOnce) {
  Json pod = ObjectOf(kPod);
  pod["spec"]["containers"][0]["args"] = {"$(A_SERVICE_HOST)", "$(A_SERVICE_HOST)"};
  EXPECT_EQ(ReviewWith("links: minimal", RequestFor(pod)).warnings.size(), 1u);
}

// The API server drops warnings with control characters.
TEST(ReviewTest, WarningsHaveNoControlCharacters) {
  Json pod = ObjectOf(kPod);
  pod["metadata"]["annotations"]["svcenv.io/links"] = "A\t\u0080B\u009F\u00A0\u007FC";
  EXPECT_THAT(ReviewWith("links: minimal", RequestFor(pod)).warnings,
              ElementsAre("svcenv: svcenv.io/links: use all, none, minimal, or service names; "
                          "'A  B \u00A0 C' is not valid, so links are unchanged"));
}

TEST(ReviewTest, KindsThatAreUnknownAreAllowed) {
  const Reviewed reviewed = ReviewWith(
      "links: minimal", RequestFor(ObjectOf("apiVersion: x/v1\nkind: Pod\nspec: {containers: 7}")));
  EXPECT_TRUE(reviewed.allowed);
  EXPECT_EQ(reviewed.patch, Json::array());
}

}  // namespace
}  // namespace svcenv
