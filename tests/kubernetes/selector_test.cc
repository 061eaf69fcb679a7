#include "svcenv/kubernetes/selector.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

const Entries& Labels() {
  static const auto& labels = *new Entries{{"app", "web", {}},
                                           {"build", "17", {}},
                                           {"empty", "", {}},
                                           {"example.com/tier", "front", {}},
                                           {"in", "notin", {}}};
  return labels;
}

// Results of labels.Parse and Matches in kubectl 1.37.2.
TEST(SelectorTest, Matches) {
  const struct {
    std::string_view selector;
    bool matches;
  } kCases[] = {
      {"", true},
      {"  ", true},
      {"app=web", true},
      {"app==web", true},
      {" app = web ", true},
      {"app=api", false},
      {"app!=web", false},
      {"app!=api", true},
      {"other!=x", true},
      {"other=x", false},
      {"app", true},
      {"other", false},
      {"!app", false},
      {"!other", true},
      {"! other", true},
      {"app=web,other", false},
      {"app=web,!other", true},
      {"app in (web,api)", true},
      {"app in(web)", true},
      {"app in ( api , web )", true},
      {"app in (api)", false},
      {"app notin (api)", true},
      {"app notin (web)", false},
      {"other notin (web)", true},
      {"other in ()", false},
      {"empty in ()", true},
      {"empty in (,a)", true},
      {"empty in (a,)", true},
      {"empty=", true},
      {"empty=,app", true},
      {"app=", false},
      {"in=notin", true},
      {"in in (notin)", true},
      {"example.com/tier=front,app", true},
      {"build>16", true},
      {"build>17", false},
      {"build<18", true},
      {"app>1", false},
      {"other<1", false},
  };
  for (const auto& c : kCases) {
    const auto selector = Selector::Parse(c.selector);
    ASSERT_TRUE(selector.ok()) << c.selector << ": " << selector.status();
    EXPECT_EQ(selector->Matches(Labels()), c.matches) << c.selector;
  }
}

TEST(SelectorTest, RefusesWhatIsNone) {
  const struct {
    std::string_view selector;
    std::string_view message;
  } kCases[] = {
      {"=web", "expected a key, found '='"},
      {",app", "expected a key, found ','"},
      {"app,", "expected a key after ',', found the end"},
      {"app=web app=api", "expected ',' or the end, found 'app'"},
      {"app in web", "expected '(', found 'web'"},
      {"app in (web", "expected ',' or ')', found the end"},
      {"app in (web api)", "expected ',' or ')', found 'api'"},
      {"app is web", "expected one of = == != in notin > <, found 'is'"},
      {"app=!web", "expected a value, found '!'"},
      {"!app=web", "expected ',' or the end, found '='"},
      {"build>many", "expected an integer, found 'many'"},
      {"build>", "expected an integer, found ''"},
      {"!", "expected a key, found the end"},
  };
  for (const auto& c : kCases) {
    const auto selector = Selector::Parse(c.selector);
    EXPECT_FALSE(selector.ok()) << c.selector;
    EXPECT_EQ(selector.status().message(), c.message) << c.selector;
  }
  for (const std::string_view text : {"a/b/c=d", "-app", "app=-web", "app in (a_,b)", "app=ü"}) {
    EXPECT_FALSE(Selector::Parse(text).ok()) << text;
  }
  EXPECT_TRUE(Selector::Parse("app=" + std::string(63, 'a')).ok());
  EXPECT_FALSE(Selector::Parse("app=" + std::string(64, 'a')).ok());
}

}  // namespace
}  // namespace svcenv
