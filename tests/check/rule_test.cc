#include "svcenv/check/rule.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(RuleTest, IsFoundByItsCode) {
  for (const Rule& rule : Rules()) EXPECT_EQ(FindRule(rule.code), &rule) << rule.code;
  EXPECT_EQ(FindRule("duplicate"), nullptr);
  EXPECT_EQ(FindRule(""), nullptr);
}

TEST(RuleTest, ARetiredCodeMayBeNamedAndIsNotReported) {
  EXPECT_TRUE(IsCode("known-at-runtime"));
  EXPECT_EQ(FindRule("known-at-runtime"), nullptr);
  EXPECT_TRUE(IsCode("duplicate-env"));
  EXPECT_FALSE(IsCode("duplicate"));
}

TEST(RuleTest, ErrorsComeFirst) {
  Severity before = Severity::kError;
  for (const Rule& rule : Rules()) {
    EXPECT_LE(rule.severity, before) << rule.code;
    before = rule.severity;
  }
}

TEST(RuleTest, SummariesAreOneSentenceWithoutAFullStop) {
  for (const Rule& rule : Rules()) {
    ASSERT_FALSE(rule.summary.empty()) << rule.code;
    EXPECT_NE(rule.summary.back(), '.') << rule.code;
    EXPECT_FALSE(absl::ascii_isupper(rule.summary.front())) << rule.code;
  }
}

}  // namespace
}  // namespace svcenv
