// Answers to invalid and hostile AdmissionReviews.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/admission/answer.h"
#include "svcenv/admission/review.h"
#include "svcenv/check/rule.h"
#include "tests/admission/reviewing.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kPod[] = R"(
apiVersion: v1
kind: Pod
metadata: {name: app}
spec: {containers: [{name: c, image: example.com/shop/flagd:1, args: ['$(NOT_THERE)']}]}
)";

struct Bad {
  const char* text;
  const char* message;
  const char* uid;
};

TEST(BadReviewTest, WhatIsNoRequestIsAnsweredWithAStatus) {
  const auto snapshot = SnapshotOf("");
  const Policy policy = PolicyOf("links: minimal");
  for (
      const Bad& bad : std::vector<Bad>{
          {"", "cannot parse the request: ", ""},
          {"nonsense", "cannot parse the request: ", ""},
          {"[]", "cannot parse the request: a document must be a map", ""},
          {"{}", "the request is not an AdmissionReview", ""},
          {"{\"kind\": \"AdmissionReview\"", "cannot parse the request: ", ""},
          {R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1","request":{"uid":"u"}})",
           "apiVersion is not admission.k8s.io/v1", "u"},
          {R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"})", "request is missing",
           ""},
          {R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":""}})",
           "request.uid is empty", ""},
          {R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u","uid":"v"}})",
           "a map has a duplicate key", "v"},
          {R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":7}})",
           "expected a string, found a number", ""},
          {R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u","operation":"CREATE","object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":7}]}}}})",
           "spec.containers[0].name: expected a string, found a number", "u"},
      }) {
    SCOPED_TRACE(bad.text);
    const ReviewAnswer given = Review(bad.text, *snapshot, policy);
    EXPECT_EQ(given.status.code(), absl::StatusCode::kInvalidArgument);
    const Json answer = Json::parse(given.json);
    EXPECT_EQ(answer["response"]["uid"], bad.uid);
    EXPECT_EQ(answer["response"]["allowed"], false);
    EXPECT_EQ(answer["response"]["status"]["code"], 400);
    EXPECT_THAT(answer["response"]["status"]["message"].get<std::string>(), HasSubstr(bad.message));
  }
}

TEST(BadReviewTest, SurvivesDepthAndSize) {
  const auto snapshot = SnapshotOf("");
  const Policy policy = PolicyOf("links: minimal\nwarn: [reference-unresolved]\n");
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  const Json answer = Json::parse(Review(deep, *snapshot, policy).json);
  EXPECT_EQ(answer["response"]["status"]["code"], 400);
  Json pod = ObjectOf(kPod);
  pod["spec"]["containers"][0]["args"].push_back(std::string(3 << 20, 'x'));
  EXPECT_EQ(ReviewObject(pod, *snapshot, policy).patch.size(), 2u);
}

TEST(BadReviewTest, NoSecretIsInAnAnswer) {
  const auto snapshot = SnapshotOf(R"(
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: shop}
stringData: {OTHER: canary}
)");
  std::string policy = "links: minimal\nwarn: [";
  for (const Rule& rule : Rules()) absl::StrAppend(&policy, rule.code, ",");
  Json pod = ObjectOf(kPod);
  Json& container = pod["spec"]["containers"][0];
  container["envFrom"] = {{{"secretRef", {{"name", "s"}}}}};
  container["args"].push_back("$(OTHER)");
  const std::string answer =
      Review(RequestFor(pod).dump(), *snapshot, PolicyOf(absl::StrCat(policy, "]"))).json;
  EXPECT_THAT(answer, HasSubstr("secret-in-command"));
  EXPECT_THAT(answer, Not(HasSubstr("canary")));
  const std::size_t warn = policy.find("warn");
  const std::string denied = Review(RequestFor(pod).dump(), *snapshot,
                                    PolicyOf(absl::StrCat(policy.replace(warn, 4, "deny"), "]")))
                                 .json;
  EXPECT_THAT(denied, HasSubstr("\"allowed\":false"));
  EXPECT_THAT(denied, Not(HasSubstr("canary")));
}

}  // namespace
}  // namespace svcenv
