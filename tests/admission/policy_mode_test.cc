// Policies that only warn or only record, and reviews with services that may have changed.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/admission/review.h"
#include "tests/admission/link_planning.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr char kPatched[] = "args: ['$(REDIS_PORT)']";
constexpr char kDenied[] = "args: ['$(NOT_THERE)']";
constexpr char kDeny[] = "links: minimal\ndeny: [reference-unresolved]\n";

// A review by the facts that a server counts, and its response.
struct Decided {
  ReviewAnswer answer;
  Json response;
};

Decided Decide(const std::string& pod, const std::string& policy,
               const ReviewOptions& options = {}) {
  Decided decided;
  decided.answer =
      Review(RequestFor(ObjectOf(pod)).dump(), *SnapshotOf(kServices), PolicyOf(policy), options);
  decided.response = Json::parse(decided.answer.json)["response"];
  return decided;
}

std::vector<std::string> WarningsOf(const Decided& decided) {
  return decided.response.value("warnings", std::vector<std::string>());
}

TEST(PolicyModeTest, EnforceIsTheDefault) {
  EXPECT_EQ(Decide(PodOf(kPatched), kDeny).answer.outcome, ReviewOutcome::kPatched);
  const Decided denied = Decide(PodOf(kDenied), kDeny);
  EXPECT_EQ(denied.answer.outcome, ReviewOutcome::kDenied);
  EXPECT_EQ(denied.response["allowed"], false);
  EXPECT_EQ(denied.response["status"]["message"], denied.answer.denial);
  EXPECT_EQ(denied.answer.operation, "CREATE");
  EXPECT_EQ(denied.answer.object.ToString(), "Pod shop/app");
}

TEST(PolicyModeTest, WarnSaysWhatItWouldDo) {
  const std::string policy = std::string("mode: warn\n") + kDeny;
  const Decided patched = Decide(PodOf(kPatched), policy);
  EXPECT_EQ(patched.answer.outcome, ReviewOutcome::kPatched);
  EXPECT_FALSE(patched.response.contains("patch"));
  EXPECT_THAT(WarningsOf(patched),
              ElementsAre("svcenv: the policy would change the service links of this pod"));
  const Decided denied = Decide(PodOf(kDenied), policy);
  EXPECT_EQ(denied.answer.outcome, ReviewOutcome::kDenied);
  EXPECT_EQ(denied.response["allowed"], true);
  EXPECT_FALSE(denied.response.contains("patch"));
  EXPECT_THAT(WarningsOf(denied),
              Contains(StartsWith("svcenv: the policy would deny: reference-unresolved: ")));
}

TEST(PolicyModeTest, AuditAnswersAsIfThereWereNoPolicy) {
  const std::string policy = std::string("mode: audit\n") + kDeny;
  for (const char* container : {kPatched, kDenied}) {
    const Decided decided = Decide(PodOf(container), policy);
    EXPECT_EQ(decided.response, Json({{"uid", decided.answer.uid}, {"allowed", true}}));
  }
  EXPECT_EQ(Decide(PodOf(kPatched), policy).answer.outcome, ReviewOutcome::kPatched);
  EXPECT_THAT(Decide(PodOf(kDenied), policy).answer.denial, HasSubstr("$(NOT_THERE)"));
}

TEST(PolicyModeTest, ServicesThatMayHaveChangedDenyAndRemoveNothing) {
  ReviewOptions stale;
  stale.services_are_current = false;
  const Decided denied = Decide(PodOf(kDenied), "deny: [reference-unresolved]", stale);
  EXPECT_EQ(denied.answer.outcome, ReviewOutcome::kFailedOpen);
  EXPECT_EQ(denied.response["allowed"], true);
  EXPECT_THAT(WarningsOf(denied),
              ElementsAre(StartsWith("svcenv: not denied, as services may have changed: ")));
  const Decided kept = Decide(PodOf(kPatched), "links: minimal", stale);
  EXPECT_EQ(kept.answer.outcome, ReviewOutcome::kFailedOpen);
  EXPECT_FALSE(kept.response.contains("patch"));
  EXPECT_THAT(
      WarningsOf(kept),
      ElementsAre("svcenv: service links stay on: the list of services may be out of date"));
  EXPECT_EQ(Decide(PodOf(kPatched), "links: none", stale).answer.outcome, ReviewOutcome::kPatched);
}

TEST(PolicyModeTest, SaysWhetherAnUnknownServiceWouldChangeTheAnswer) {
  const auto misses = [](const std::string& container, const std::string& policy,
                         const std::string& meta = "") {
    return Decide(PodOf(container, meta), policy).answer.misses_services;
  };
  EXPECT_TRUE(misses("args: ['$(NEW_SERVICE_HOST)']", kDeny));
  EXPECT_TRUE(misses("args: ['$(NEW_SERVICE_HOST)']", "mode: audit\nlinks: minimal\n"));
  EXPECT_FALSE(misses("args: ['$(NEW_SERVICE_HOST)']", "links: unchanged"));
  EXPECT_FALSE(misses(kDenied, kDeny));
  EXPECT_FALSE(misses(kPatched, kDeny));
  EXPECT_FALSE(
      misses("env: [{name: NEW_SERVICE_HOST, value: $(NOT_THERE)}],"
             " args: ['$(NEW_SERVICE_HOST)']",
             kDeny));
  EXPECT_TRUE(misses(kPatched, kDeny, ", annotations: {svcenv.io/links: new}"));
  EXPECT_FALSE(misses(kPatched, kDeny, ", annotations: {svcenv.io/links: redis}"));
}

TEST(PolicyModeTest, MirrorPodsAreNeitherChangedNorDeniedNorWarnedAbout) {
  const std::string mirror =
      PodOf(kDenied, ", annotations: {kubernetes.io/config.mirror: abc}", "nodeName: n1, ");
  for (const char* policy : {kDeny, "links: none\ndeny: [reference-unresolved]\n"}) {
    const Decided decided = Decide(mirror, policy);
    EXPECT_EQ(decided.answer.outcome, ReviewOutcome::kAllowed);
    EXPECT_EQ(decided.response, Json({{"uid", decided.answer.uid}, {"allowed", true}}));
  }
}

TEST(PolicyModeTest, AnInvalidRequestHasAStatusAndAnOutcome) {
  const ReviewAnswer answer = Review("{}", *SnapshotOf(""), PolicyOf(kDeny));
  EXPECT_EQ(answer.status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(answer.outcome, ReviewOutcome::kInvalid);
}

TEST(PolicyModeTest, AModeThatDoesNotExistIsAnError) {
  Sources sources;
  const uint32_t file = sources.Add("policy", "mode: enforced\n");
  const ParsedPolicy parsed = ReadPolicy(sources, file);
  ASSERT_EQ(parsed.errors.size(), 1u);
  EXPECT_THAT(FormatDiagnostic(parsed.errors[0], sources),
              HasSubstr("'enforced' is not a valid mode"));
}

}  // namespace
}  // namespace svcenv
