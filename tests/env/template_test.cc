#include "svcenv/env/template.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "svcenv/base/arena.h"
#include "svcenv/env/expand_references.h"

namespace svcenv {
namespace {

const std::map<std::string_view, std::string_view>& Values() {
  static const auto& values = *new std::map<std::string_view, std::string_view>{
      {"A", "alpha"},   {"B", "$(A)"},   {"EMPTY", ""},
      {"", "nameless"}, {" A", "blank"}, {"$(A", "odd"}};
  return values;
}

std::optional<std::string_view> Find(std::string_view name) {
  const auto found = Values().find(name);
  if (found == Values().end()) return std::nullopt;
  return found->second;
}

// Expands `text` with Template and with ExpandReferences, which must agree.
std::string Expand(std::string_view text, DollarRule rule = DollarRule::kUtf8) {
  const std::optional<std::string> expanded = Template::Parse(text, rule).Expand(Find);
  Arena arena;
  EXPECT_EQ(ExpandReferences(text, rule, Find, &arena), expanded) << text;
  return expanded.value_or("<none>");
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

TEST(TemplateTest, ExpandsReferencesAndKeepsTheRest) {
  const Case cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"$(A)", "alpha"},
      {"x$(A)y$(A)z", "xalphayalphaz"},
      {"$(MISSING)", "$(MISSING)"},
      {"$(EMPTY)", ""},
      {"$(B)", "$(A)"},  // values are not expanded again
      {"$$", "$"},
      {"$$(A)", "$(A)"},
      {"$$$(A)", "$alpha"},
      {"$$$$(A)", "$$(A)"},
      {"$", "$"},
      {"a$", "a$"},
      {"$(", "$("},
      {"$(A", "$(A"},
      {"$(A $$ $(A)", "$(A $$ $(A)"},  // a name extends to the first `)`
      {"$$ $(A", "$ $(A"},
      {"$(A $$", "$(A $"},
      {")$(", ")$("},
      {"$()", "nameless"},
      {"$( A)", "blank"},
      {"$($(A)", "odd"},
      {"$x$-$1", "$x$-$1"},
      {"${A}", "${A}"},
      {"$(A))", "alpha)"},
      {"$\xC3\xA9", "$\xC3\xA9"},
      {"$\xF0\x9F\x98\x80!", "$\xF0\x9F\x98\x80!"},
      {"$\xFFz", "$\xEF\xBF\xBDz"},
      {"$\xC3", "$\xEF\xBF\xBD"},
      {"$\xED\xA0\x80", "$\xEF\xBF\xBD\xA0\x80"},
      {"\xFF$(A)",
       "\xFF"
       "alpha"},
  };
  for (const Case& c : cases) EXPECT_EQ(Expand(c.text), c.expected) << c.text;
}

TEST(TemplateTest, TakesTheByteAfterADollarAsLatin1BeforeKubernetes134) {
  const Case cases[] = {
      {"$\xC3\xA9", "$\xC3\x83\xA9"},
      {"$\x80", "$\xC2\x80"},
      {"$\xBF", "$\xC2\xBF"},
      {"$\xFF$(A)",
       "$\xC3\xBF"
       "alpha"},
      {"$x", "$x"},
      {"\xC3\xA9$$", "\xC3\xA9$"},
  };
  for (const Case& c : cases) EXPECT_EQ(Expand(c.text, DollarRule::kLatin1), c.expected) << c.text;
}

TEST(TemplateTest, PassesAnyBytesThroughByTheRuleOfBytes) {
  const Case cases[] = {
      {"$\xC3\xA9", "$\xC3\xA9"},
      {"$\x80", "$\x80"},
      {"$\xFF$(A)",
       "$\xFF"
       "alpha"},
      {"\xC3$$\xFF", "\xC3$\xFF"},
      {"$$\xFF$(A)",
       "$\xFF"
       "alpha"},
  };
  for (const Case& c : cases) EXPECT_EQ(Expand(c.text, DollarRule::kBytes), c.expected) << c.text;
}

TEST(TemplateTest, ListsReferencesAsViewsIntoTheText) {
  const std::string_view text = "$(A)-$$(B)-$(C)-$(A)";
  const Template parsed = Template::Parse(text, DollarRule::kUtf8);
  EXPECT_TRUE(parsed.has_references());
  EXPECT_EQ(parsed.references(), (std::vector<std::string_view>{"A", "C", "A"}));
  EXPECT_EQ(parsed.references()[1].data() - text.data(), 13);
  EXPECT_FALSE(Template::Parse("$$(A)", DollarRule::kUtf8).has_references());
}

TEST(TemplateTest, MakesNothingBeyondTheLimit) {
  const std::string_view text = "a$(A)$$";  // "aalpha$"
  const Template parsed = Template::Parse(text, DollarRule::kUtf8);
  Arena arena;
  for (const size_t limit : {0, 1, 5, 6}) {
    EXPECT_EQ(parsed.Expand(Find, limit), std::nullopt) << limit;
    EXPECT_EQ(ExpandReferences(text, DollarRule::kUtf8, Find, &arena, limit), std::nullopt);
  }
  EXPECT_EQ(parsed.Expand(Find, 7), "aalpha$");
  EXPECT_EQ(ExpandReferences(text, DollarRule::kUtf8, Find, &arena, 7), "aalpha$");
}

TEST(TemplateTest, GivesATextWithoutDollarsAsItIs) {
  const std::string plain(1000, 'x');
  Arena arena;
  EXPECT_EQ(ExpandReferences(plain, DollarRule::kUtf8, Find, &arena, 0)->data(), plain.data());
}

// Puts references before, at, and after the ends of windows and of allocations.
TEST(TemplateTest, ExpandsReferencesInAnyContext) {
  for (size_t before = 0; before < 200; ++before) {
    for (const size_t between : {0, 1, 7, 15, 16, 17, 33, 63, 64, 65}) {
      const std::string x(before, 'x'), y(between, 'y');
      EXPECT_EQ(Expand(x + "$(A)" + y + "$(" + y + ")" + y),
                x + "alpha" + y + (between == 0 ? "nameless" : "$(" + y + ")") + y);
      EXPECT_EQ(Expand(x + "$$" + y + "$$(A)$\xFF$" + y), x + "$" + y + "$(A)$\xEF\xBF\xBD$" + y);
      EXPECT_EQ(Expand(x + "$(" + y + "$(A"), x + "$(" + y + "$(A");
    }
  }
}

TEST(TemplateTest, LetsTheLookupUseTheArena) {
  Arena arena;
  const auto lookup = [&](std::string_view name) -> std::optional<std::string_view> {
    return arena.Copy(std::string(100, name[0]));
  };
  std::string text, expected;
  for (int i = 0; i < 26; ++i) {
    const std::string name(1, static_cast<char>('A' + i));
    text += "$(" + name + ")-";
    expected += std::string(100, name[0]) + "-";
  }
  const auto first = ExpandReferences(text, DollarRule::kUtf8, lookup, &arena);
  const auto second = ExpandReferences(text, DollarRule::kUtf8, lookup, &arena);
  EXPECT_EQ(first, expected);
  EXPECT_EQ(second, expected);
}

TEST(TemplateTest, PrintsItsTokens) {
  EXPECT_EQ(Template::Parse("redis://$(HOST):$$1\n", DollarRule::kUtf8).ToString(),
            "\"redis://\" $(HOST) \":$\" \"1\\n\"");
}

TEST(TemplateTest, ReadsUnclosedReferencesInLinearTime) {
  std::string text;
  for (int i = 0; i < 1000000; ++i) text += "$(";
  EXPECT_EQ(Expand(text), text);
}

}  // namespace
}  // namespace svcenv
