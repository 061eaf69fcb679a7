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
      {Placeholders::kSubstituted, "${A:-b}-db", "${A:-b}"},
      {Placeholders::kSubstituted, "x-$APP-y", "$APP"},
      {Placeholders::kSubstituted, "a-{{ b }}-${C}", "{{ b }}"},
      {Placeholders::kSubstituted, "$(name)", "$(name)"},
      {Placeholders::kSubstituted, "step-$$name$$", "$$name$$"},
      {Placeholders::kSubstituted, "preview-<< inputs.id >>", "<< inputs.id >>"},
      {Placeholders::kSubstituted, "#{X}#", "#{X}"},
      {Placeholders::kSubstituted, "a $ b $1 { # < {x}", ""},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(FindPlaceholder(test.text, test.placeholders), test.found) << test.text;
  }
}

TEST(ControllerTest, TextsThatMayBeTheSame) {
  const struct {
    std::string_view a, b;
    bool same;
  } kCases[] = {
      {"web", "web", true},
      {"web", "db", false},
      {"${NAME}", "web", true},
      {"web", "${NAME}", true},
      {"${NAME}-db", "shop-db", true},
      {"${NAME}-db", "shop-cache", false},
      {"web-${NAME}", "web-1", true},
      {"web-${NAME}", "my-web-1", false},
      {"${A}-x-${{B}}-y", "1-x-2-y", true},
      {"${A}-x-${{B}}-y", "1-y-2-x", false},
      {"a-${A}-a", "a-a", false},
      {"${A}-db", "cache-${B}", true},
      {"{{a}}", "web", false},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(MayBeSame(test.a, test.b, Placeholders::kParameter), test.same)
        << test.a << " " << test.b;
  }
  EXPECT_TRUE(MayBeSame("{{a}}", "web", Placeholders::kWorkflow));
  EXPECT_FALSE(MayBeSame("${A}", "web", Placeholders::kNone));
}

TEST(ControllerTest, FindsPlaceholdersInLinearTime) {
  for (const std::string_view piece : {"$(", "${", "{{", "$(params.", "${A", "${{"}) {
    std::string text;
    for (int i = 0; i < 300'000; ++i) text += piece;
    for (const Placeholders placeholders : {Placeholders::kWorkflow, Placeholders::kTask,
                                            Placeholders::kParameter, Placeholders::kSubstituted}) {
      EXPECT_EQ(FindPlaceholder(text, placeholders), "");
    }
  }
}

}  // namespace
}  // namespace svcenv
