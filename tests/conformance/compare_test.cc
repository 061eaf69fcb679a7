#include "tests/conformance/compare.h"

#include "gtest/gtest.h"

namespace svcenv {
namespace {

using Json = nlohmann::json;

Json Answer(const Json& env) {
  return {{"container", "c"},         {"env", env},
          {"command", Json::array()}, {"args", Json::array()},
          {"probes", Json::object()}, {"subPaths", Json::object()}};
}

TEST(CompareTest, FindsEachDifferenceInVariables) {
  const Json a = {{"name", "A"}, {"value", "1"}};
  const Json b = {{"name", "B"}, {"valueBase64", "/w=="}};
  EXPECT_EQ(EnvironmentDifference(Answer(Json::array({a, b})), Answer(Json::array({b, a}))), "");
  EXPECT_NE(EnvironmentDifference(Answer(Json::array({a, b})), Answer(Json::array({a}))), "");
  EXPECT_NE(EnvironmentDifference(Answer(Json::array({a})), Answer(Json::array({a, b}))), "");
  EXPECT_NE(EnvironmentDifference(Answer(Json::array({a})),
                                  Answer(Json::array({Json{{"name", "A"}, {"value", "2"}}}))),
            "");
  EXPECT_NE(EnvironmentDifference(Answer(Json::array({b})),
                                  Answer(Json::array({Json{{"name", "B"}, {"value", "/w=="}}}))),
            "");
}

TEST(CompareTest, TakesAnyOfTheValuesThatTheKubeletChoosesFrom) {
  const Json any = {{"name", "A"}, {"values", {"1", "2"}}};
  EXPECT_EQ(EnvironmentDifference(Answer(Json::array({any})),
                                  Answer(Json::array({Json{{"name", "A"}, {"value", "2"}}}))),
            "");
  EXPECT_NE(EnvironmentDifference(Answer(Json::array({any})),
                                  Answer(Json::array({Json{{"name", "A"}, {"value", "3"}}}))),
            "");
}

TEST(CompareTest, FindsDifferencesInTexts) {
  Json judge = Answer(Json::array());
  Json ours = judge;
  for (const char* list : {"command", "args"}) {
    judge[list] = {"a", {{"values", {"x", "y"}}}};
    ours[list] = {"a", "y"};
    EXPECT_EQ(EnvironmentDifference(judge, ours), "");
    ours[list] = {"a"};
    EXPECT_NE(EnvironmentDifference(judge, ours), "");
    ours[list] = judge[list] = Json::array();
  }
  judge["probes"] = {{"livenessProbe", {"a"}}};
  EXPECT_NE(EnvironmentDifference(judge, ours), "");
  ours["probes"] = {{"livenessProbe", {"b"}}};
  EXPECT_NE(EnvironmentDifference(judge, ours), "");
  ours["probes"] = judge["probes"];
  judge["subPaths"] = {{"/m", {{"error", "one text"}}}};
  ours["subPaths"] = {{"/m", {{"error", "another"}}}};
  EXPECT_EQ(EnvironmentDifference(judge, ours), "");
  ours["subPaths"] = {{"/m", {{"value", "x"}}}};
  EXPECT_NE(EnvironmentDifference(judge, ours), "");
}

TEST(CompareTest, ComparesErrorsOnlyWithErrors) {
  const Json error = {{"error", {{"message", "one"}}}};
  const Json other = {{"error", {{"message", "two"}, {"code", "x"}}}};
  EXPECT_EQ(EnvironmentDifference(error, other), "");
  EXPECT_NE(EnvironmentDifference(error, Answer(Json::array())), "");
  EXPECT_NE(EnvironmentDifference(Answer(Json::array()), other), "");
  EXPECT_NE(EnvironmentDifference({{"containers", Json::array({Answer(Json::array())})}}, error),
            "");
  EXPECT_EQ(OpDifference({{"id", 1}, {"error", "a"}}, {{"error", "b"}}), "");
  EXPECT_NE(OpDifference({{"value", 1}}, {{"value", 2}}), "");
}

TEST(CompareTest, TakesADocumentThatIsNoMapAsRefused) {
  const Json map = {{"a", 1}};
  const Json judge = {{"documents", {map, "text", map}}};
  EXPECT_EQ(OpDifference(judge, {{"documents", Json::array({map})}, {"error", "x"}}), "");
  EXPECT_NE(OpDifference(judge, {{"documents", Json::array({map})}}), "");
  EXPECT_NE(OpDifference(judge, judge), "");
  const Json two = {{"documents", {map, map}}};
  EXPECT_EQ(OpDifference(two, two), "");
  EXPECT_NE(OpDifference(two, {{"documents", Json::array({map})}}), "");
}

}  // namespace
}  // namespace svcenv
