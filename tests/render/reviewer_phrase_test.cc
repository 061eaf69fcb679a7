#include "svcenv/render/reviewer_phrase.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "svcenv/base/diagnostic.h"
#include "svcenv/render/findings_format.h"

namespace svcenv {
namespace {

// A phrase that must not appear in formats for code reviews.
std::string AtShell(const RemedyAction&) { return "pass --flag"; }

std::string As(std::string_view format, Remedy remedy) {
  Diagnostic finding;
  finding.code = "missing-object";
  finding.message = "m";
  finding.remedy = std::move(remedy);
  StringOutput output;
  FindFindingsFormat(format)->write({&finding, 1}, Sources(), AtShell, {}, &output);
  return output.Take();
}

std::string SarifText(Remedy remedy) {
  return nlohmann::ordered_json::parse(
      As("sarif", std::move(remedy)))["runs"][0]["results"][0]["message"]["text"];
}

TEST(ReviewerPhraseTest, FormatsForReviewsUseIt) {
  const Remedy remedy("correct the name",
                      {{RemedyKind::kAddObject, {"ConfigMap", "shop", "settings"}},
                       {RemedyKind::kSupplyHostIp},
                       {RemedyKind::kDisableCode, {}, "missing-object"}});
  const std::string help =
      "help: correct the name, or include the manifest of ConfigMap shop/settings in the check, or "
      "disable missing-object in the check";
  EXPECT_EQ(SarifText(remedy), "m\n" + help);
  EXPECT_EQ(As("github", remedy), "::warning title=missing-object::m%0A" + help + "\n");
}

TEST(ReviewerPhraseTest, LeavesOutWhatNoReviewerCanDo) {
  EXPECT_EQ(SarifText(RemedyAction{RemedyKind::kSupplyHostIp}), "m");
  EXPECT_EQ(As("github", RemedyAction{RemedyKind::kSupplyHostIp}),
            "::warning title=missing-object::m\n");
}

TEST(ReviewerPhraseTest, OtherFormatsUseThePhraseOfTheCaller) {
  const Remedy remedy = RemedyAction{RemedyKind::kSupplyHostIp};
  EXPECT_EQ(nlohmann::ordered_json::parse(As("json", remedy))[0]["remedy"], "pass --flag");
  EXPECT_EQ(As("text", remedy), "warning[missing-object]: m\n  = help: pass --flag\n");
}

TEST(ReviewerPhraseTest, NamesTheOperands) {
  const ObjectName redis = {"Service", "shop", "redis"};
  EXPECT_EQ(PhraseForReviewer({RemedyKind::kAssignClusterIp, redis}),
            "leave it: the API server assigns a cluster IP to Service shop/redis");
  EXPECT_EQ(PhraseForReviewer({RemedyKind::kUseNamespace, redis}), "set its namespace to shop");
  EXPECT_EQ(PhraseForReviewer({RemedyKind::kTreatInputAsComplete}),
            "configure the check to treat its input as complete");
  EXPECT_EQ(PhraseForReviewer({RemedyKind::kGetPermission, redis}),
            "allow the check to read Service shop/redis");
  EXPECT_EQ(PhraseForReviewer({RemedyKind::kListVariables, redis}),
            "compare the ports of Service shop/redis");
}

}  // namespace
}  // namespace svcenv
