#include "svcenv/base/remedy.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "svcenv/base/diagnostic.h"

namespace svcenv {
namespace {

const ObjectName& Settings() {
  static const auto& name = *new ObjectName{"ConfigMap", "shop", "settings"};
  return name;
}

// Phrases actions for a reader that can only add objects.
std::string AddOnly(const RemedyAction& action) {
  return action.kind == RemedyKind::kAddObject ? "add " + action.object.name : "";
}

TEST(RemedyTest, JoinsAlternatives) {
  EXPECT_TRUE(Remedy().empty());
  EXPECT_EQ(Remedy().ToString(NeutralPhrase), "");
  EXPECT_EQ(Remedy("rename it").ToString(NeutralPhrase), "rename it");
  EXPECT_EQ(Remedy("rename it", {{RemedyKind::kAddObject, Settings()},
                                 {RemedyKind::kDisableCode, {}, "missing-object"}})
                .ToString(NeutralPhrase),
            "rename it, or add ConfigMap shop/settings to the input, or disable missing-object");
}

TEST(RemedyTest, SkipsWhatTheReaderCannotDo) {
  const Remedy remedy("", {{RemedyKind::kTreatInputAsComplete},
                           {RemedyKind::kAddObject, Settings()},
                           {RemedyKind::kSupplyHostIp}});
  EXPECT_EQ(remedy.ToString(AddOnly), "add settings");
  EXPECT_FALSE(Remedy(RemedyAction{RemedyKind::kSupplyHostIp}).empty());
  EXPECT_EQ(Remedy(RemedyAction{RemedyKind::kSupplyHostIp}).ToString(AddOnly), "");
}

TEST(RemedyTest, NeutralPhrasesNameTheOperands) {
  const ObjectName redis = {"Service", "shop", "redis"};
  const auto phrase = [](RemedyKind kind, ObjectName object = {}, std::string code = "") {
    return NeutralPhrase({kind, std::move(object), std::move(code)});
  };
  EXPECT_EQ(phrase(RemedyKind::kAssignClusterIp, redis),
            "assign a cluster IP to Service shop/redis");
  EXPECT_EQ(phrase(RemedyKind::kSupplyHostIp), "supply the host IP");
  EXPECT_EQ(phrase(RemedyKind::kUseNamespace, redis), "set the default namespace to shop");
  EXPECT_EQ(phrase(RemedyKind::kTreatInputAsComplete), "treat the input as complete");
  EXPECT_EQ(phrase(RemedyKind::kGetPermission, redis), "get permission to read Service shop/redis");
  EXPECT_EQ(phrase(RemedyKind::kDisableCode, {}, "links-unused"), "disable links-unused");
  EXPECT_EQ(phrase(RemedyKind::kListVariables, redis), "list the variables of Service shop/redis");
}

TEST(RemedyTest, TravelsThroughAStatus) {
  Diagnostic diagnostic;
  diagnostic.remedy = Remedy("rename it", {{RemedyKind::kAddObject, Settings()},
                                           {RemedyKind::kDisableCode, {}, "missing-object"}});
  diagnostic.field = "data";
  const Diagnostic back = FromStatus(ToStatus(diagnostic));
  EXPECT_EQ(back.remedy.ToString(NeutralPhrase), diagnostic.remedy.ToString(NeutralPhrase));
  ASSERT_EQ(back.remedy.actions.size(), 2u);
  EXPECT_EQ(back.remedy.actions[0].object, Settings());
  EXPECT_EQ(back.remedy.actions[1].code, "missing-object");
  EXPECT_EQ(back.field, "data");
}

TEST(RemedyTest, FormatsForItsReader) {
  Diagnostic diagnostic;
  diagnostic.message = "ConfigMap shop/settings was not given";
  diagnostic.remedy =
      Remedy("", {{RemedyKind::kAddObject, Settings()}, {RemedyKind::kTreatInputAsComplete}});
  EXPECT_EQ(FormatDiagnostic(diagnostic, Sources()),
            "warning: ConfigMap shop/settings was not given\n"
            "  = help: add ConfigMap shop/settings to the input, or treat the input as complete\n");
  EXPECT_EQ(FormatDiagnostic(diagnostic, Sources(), AddOnly),
            "warning: ConfigMap shop/settings was not given\n  = help: add settings\n");
  EXPECT_EQ(
      FormatDiagnostic(diagnostic, Sources(), [](const RemedyAction&) { return std::string(); }),
      "warning: ConfigMap shop/settings was not given\n");
}

}  // namespace
}  // namespace svcenv
