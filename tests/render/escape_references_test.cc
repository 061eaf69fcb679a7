#include "svcenv/render/escape_references.h"

#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "svcenv/env/template.h"

namespace svcenv {
namespace {

TEST(EscapeReferencesTest, DoublesOnlyWhatMustBe) {
  const struct {
    std::string_view text, escaped;
  } kCases[] = {
      {"", ""},
      {"a", "a"},
      {"$", "$"},
      {"a$", "a$"},
      {"$a", "$a"},
      {"$$", "$$$$"},
      {"$(A)", "$$(A)"},
      {"$$(A)", "$$$$(A)"},
      {"$(", "$$("},
      {"$)", "$)"},
      {"${A}", "${A}"},
      {"$$$", "$$$$$$"},
      {"$a$(B)$", "$a$$(B)$"},
      {"$é", "$$é"},
      {"5$ 6$", "5$ 6$"},
  };
  for (const auto& c : kCases) EXPECT_EQ(EscapeReferences(c.text), c.escaped) << c.text;
}

// Holds for any defined variables, in any version.
TEST(EscapeReferencesTest, ExpandingGivesTheTextBack) {
  const std::string_view kPieces[] = {"$", "$", "$", "(", ")", "A", "é", "(A)", " ", "日"};
  std::mt19937 random(1);
  for (int i = 0; i < 100000; ++i) {
    std::string text;
    for (size_t n = random() % 10; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    const std::string escaped = EscapeReferences(text);
    for (const DollarRule rule : {DollarRule::kLatin1, DollarRule::kUtf8}) {
      const std::optional<std::string> expanded = Template::Parse(escaped, rule).Expand([](auto) {
        return std::optional<std::string_view>("set");
      });
      ASSERT_EQ(expanded, text) << escaped;
    }
  }
}

}  // namespace
}  // namespace svcenv
