#include "svcenv/admission.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kServices[] = R"({"apiVersion": "v1", "kind": "List", "items": [
  {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "redis", "namespace": "shop"},
   "spec": {"clusterIP": "10.96.0.7", "ports": [{"port": 6379}]}}]})";

Manifests Services() {
  Manifests::Options options;
  options.source = Manifests::Source::kServed;
  Manifests manifests(options);
  EXPECT_TRUE(manifests.Load("services", kServices).ok());
  return manifests;
}

std::string Request(std::string_view arg) {
  return absl::StrCat(
      R"({"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u",
          "operation": "CREATE", "namespace": "shop", "object": {"apiVersion": "v1", "kind": "Pod",
          "metadata": {"name": "p", "namespace": "shop"}, "spec": {"containers": [
          {"name": "c", "image": "i", "args": [")",
      arg, R"("]}]}}}})");
}

AdmissionReviewer ReviewerOf(std::string policy) {
  absl::StatusOr<AdmissionPolicy> parsed = AdmissionPolicy::Parse("policy", std::move(policy));
  EXPECT_TRUE(parsed.ok()) << parsed.status();
  return AdmissionReviewer(Services(), *std::move(parsed));
}

TEST(AdmissionTest, PatchesAPod) {
  const AdmissionReviewer reviewer = ReviewerOf("links: minimal");
  const AdmissionReviewer::Answer answer = reviewer.Review(Request("$(REDIS_SERVICE_HOST)"));
  EXPECT_TRUE(answer.status.ok());
  EXPECT_THAT(answer.json, HasSubstr("\"allowed\":true"));
  EXPECT_THAT(answer.json, HasSubstr("\"patch\":"));
}

TEST(AdmissionTest, AnEmptyPolicyChangesNothing) {
  const AdmissionReviewer::Answer answer = ReviewerOf("").Review(Request("x"));
  EXPECT_TRUE(answer.status.ok());
  EXPECT_THAT(answer.json, HasSubstr("\"allowed\":true"));
  EXPECT_THAT(answer.json, Not(HasSubstr("patch")));
}

TEST(AdmissionTest, DeniesWhatThePolicyDenies) {
  const AdmissionReviewer reviewer = ReviewerOf("deny: [reference-unresolved]");
  const AdmissionReviewer::Answer answer = reviewer.Review(Request("$(NOBODY)"));
  EXPECT_TRUE(answer.status.ok()) << "a denial is not an error";
  EXPECT_THAT(answer.json, HasSubstr("\"allowed\":false"));
  EXPECT_THAT(answer.json, HasSubstr("403"));
}

TEST(AdmissionTest, ReportsAnInvalidRequest) {
  const AdmissionReviewer reviewer = ReviewerOf("");
  for (const char* text : {"", "{}", "nonsense", R"({"kind": "AdmissionReview"})"}) {
    const AdmissionReviewer::Answer answer = reviewer.Review(text);
    EXPECT_EQ(answer.status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_FALSE(answer.status.message().empty()) << text;
    EXPECT_THAT(answer.json, HasSubstr("\"allowed\":false")) << text;
  }
}

TEST(AdmissionTest, APolicyWithMistakesIsRefused) {
  const auto policy = AdmissionPolicy::Parse("policy.yaml", "link: minimal\nwarn: [nothing]\n");
  ASSERT_FALSE(policy.ok());
  EXPECT_EQ(policy.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(policy.status().message(), HasSubstr("\n --> policy.yaml:1:1\n"));
  EXPECT_THAT(policy.status().message(), HasSubstr("\n --> policy.yaml:2:8\n"));
}

TEST(AdmissionTest, ReviewersOutliveWhatTheyAreMadeOf) {
  const AdmissionReviewer copy = [] {
    const AdmissionReviewer reviewer = ReviewerOf("links: none");
    return AdmissionReviewer(reviewer);
  }();
  EXPECT_TRUE(copy.Review(Request("x")).status.ok());
}

}  // namespace
}  // namespace svcenv
