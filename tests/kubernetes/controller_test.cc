#include "svcenv/kubernetes/controller.h"

#include <string>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(ControllerTest, ListsNames) {
  EXPECT_TRUE(Lists("A B_* C", "A"));
  EXPECT_TRUE(Lists("A B_* C", "B_X"));
  EXPECT_TRUE(Lists("A B_* C", "B_"));
  EXPECT_TRUE(Lists("A B_* C", "C"));
  EXPECT_FALSE(Lists("A B_* C", "B"));
  EXPECT_FALSE(Lists("A B_* C", "AA"));
  EXPECT_FALSE(Lists("", "A"));
  EXPECT_TRUE(Lists("*", "A"));
}

TEST(ControllerTest, FindsPlaceholders) {
  const struct {
    Placeholders placeholders;
    std::string_view text, found;
  } kCases[] = {
      {Placeholders::kNone, "{{a}} $(params.a) ${A}", ""},
      {Placeholders::kWorkflow, "x {{inputs.parameters.a}} {{b}}", "{{inputs.parameters.a}}"},
      {Placeholders::kWorkflow, "{{a", ""},
      {Placeholders::kWorkflow, "${A} $(params.a)", ""},
      {Placeholders::kTask, "$(A) $(params.a)", "$(params.a)"},
      {Placeholders::kTask, "$(params['a'])", "$(params['a'])"},
      {Placeholders::kTask, "$(params[\"a.b\"])", "$(params[\"a.b\"])"},
      {Placeholders::kTask, "$(workspaces.src.path)", "$(workspaces.src.path)"},
      {Placeholders::kTask, "$(params) $(paramsx.a) $(step.results.a.path", ""},
      {Placeholders::kParameter, "${NAME}-db", "${NAME}"},
      {Placeholders::kParameter, "a ${{PORT}}", "${{PORT}}"},
      {Placeholders::kParameter, "${A:-b} ${} $A ${B", ""},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(FindPlaceholder(test.text, test.placeholders), test.found) << test.text;
  }
}

TEST(ControllerTest, FindsPlaceholdersInLinearTime) {
  for (const std::string_view piece : {"$(", "${", "{{", "$(params.", "${A", "${{"}) {
    std::string text;
    for (int i = 0; i < 300'000; ++i) text += piece;
    for (const Placeholders placeholders :
         {Placeholders::kWorkflow, Placeholders::kTask, Placeholders::kParameter}) {
      EXPECT_EQ(FindPlaceholder(text, placeholders), "");
    }
  }
}

}  // namespace
}  // namespace svcenv
