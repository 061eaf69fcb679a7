#include "svcenv/lint.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kPod[] = R"(apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
  - name: app
    image: i
    args: [$(NOBODY)]
    env: [{name: A, value: a}, {name: A, value: b}]
)";

Manifests Loaded(std::string_view text) {
  Manifests manifests;
  manifests.Load("pod.yaml", std::string(text));
  return manifests;
}

std::vector<std::string> CodesOf(const std::vector<Finding>& findings) {
  std::vector<std::string> codes;
  for (const Finding& finding : findings) codes.push_back(finding.code);
  return codes;
}

TEST(LintTest, FindsMistakesInTheOrderOfTheFile) {
  const std::vector<Finding> findings = Lint(Loaded(kPod));
  EXPECT_THAT(CodesOf(findings), Contains("reference-unresolved"));
  EXPECT_THAT(CodesOf(findings), Contains("duplicate-env"));
  EXPECT_TRUE(std::is_sorted(findings.begin(), findings.end(),
                             [](const auto& a, const auto& b) { return a.line < b.line; }));
  EXPECT_TRUE(HasErrors(findings));
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.file, "pod.yaml");
    EXPECT_EQ(finding.object, "Pod shop/web");
  }
}

TEST(LintTest, IncludesWhatLoadReported) {
  Manifests manifests;
  const LoadReport report = manifests.Load("bad.yaml", "kind: [\n");
  ASSERT_EQ(report.findings.size(), 1u);
  const std::vector<Finding> findings = Lint(manifests);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].text, report.findings[0].text);
}

TEST(LintTest, ObeysTheAnnotation) {
  const std::vector<Finding> findings = Lint(Loaded(R"(apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {svcenv.io/lint-ignore: duplicate-env}}
spec:
  containers:
  - {name: app, image: i, env: [{name: A, value: a}, {name: A, value: b}]}
)"));
  EXPECT_THAT(CodesOf(findings), Not(Contains("duplicate-env")));
}

TEST(LintTest, ObeysTheLimits) {
  const Manifests manifests = Loaded(kPod);
  EXPECT_THAT(CodesOf(Lint(manifests)), Not(Contains("env-too-large")));
  LintSettings settings;
  settings.environment_limit_bytes = 1;
  EXPECT_THAT(CodesOf(Lint(manifests, settings)), Contains("env-too-large"));
}

TEST(LintTest, ThreadsChangeNothing) {
  const Manifests manifests = Loaded(kPod);
  LintSettings settings;
  settings.threads = 4;
  EXPECT_EQ(CodesOf(Lint(manifests)), CodesOf(Lint(manifests, settings)));
}

TEST(LintTest, NothingIsFoundInNothing) { EXPECT_THAT(Lint(Manifests()), IsEmpty()); }

TEST(LintTest, EveryCodeIsDescribed) {
  const std::vector<LintCode> codes = LintCodes();
  EXPECT_GT(codes.size(), 20u);
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end(),
                             [](const auto& a, const auto& b) { return a.severity > b.severity; }));
  for (const LintCode& code : codes) EXPECT_FALSE(code.summary.empty()) << code.code;
}

}  // namespace
}  // namespace svcenv
