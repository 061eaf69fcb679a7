#include "svcenv/base/excerpts.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

// Returns the excerpt around the first byte of `at`, or "-" if there is none.
std::string Shown(const Excerpts& excerpts, std::string_view text, std::string_view at) {
  const auto excerpt = excerpts.At(static_cast<uint32_t>(text.find(at)));
  if (!excerpt.has_value()) return "-";
  EXPECT_EQ(excerpt->text.substr(excerpt->offset, at.size()), at);
  return std::string(excerpt->text);
}

Extent ExtentOf(std::string_view text, std::string_view part, bool confidential) {
  const size_t begin = text.find(part);
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + part.size()), confidential};
}

TEST(ExcerptsTest, ShowsNothingOutsideOfExtents) {
  constexpr std::string_view kText = "a: 1\nb: 2\nc: 3\n";
  const Excerpts excerpts(kText, {ExtentOf(kText, "b: 2\n", false)});
  EXPECT_EQ(Shown(excerpts, kText, "1"), "-");
  EXPECT_EQ(Shown(excerpts, kText, "2"), "b: 2");
  EXPECT_EQ(Shown(excerpts, kText, "c"), "-");
  EXPECT_EQ(Shown(Excerpts(kText, {}), kText, "1"), "-");
  EXPECT_FALSE(Excerpts("", {}).At(0).has_value());
}

TEST(ExcerptsTest, ClipsToTheObject) {
  constexpr std::string_view kText = "  - {one: A} # note\n[{two: B},{three: C}]\n";
  const Excerpts excerpts(kText,
                          {ExtentOf(kText, "{one: A}", false), ExtentOf(kText, "{two: B}", false),
                           ExtentOf(kText, "{three: C}", false)});
  EXPECT_EQ(Shown(excerpts, kText, "A"), "  - {one: A}");
  EXPECT_EQ(Shown(excerpts, kText, "B"), "{two: B}");
  EXPECT_EQ(Shown(excerpts, kText, "C"), "{three: C}");
}

TEST(ExcerptsTest, ShowsNoLineWithAByteOfASecret) {
  constexpr std::string_view kText =
      "{pod: A}\n[{pod: B},{secret: hunter2}, {pod: C},\n {pod: D}]\n{secret:\n hunter3} {pod: "
      "E}\n{pod: F}\n";
  const Excerpts excerpts(
      kText, {ExtentOf(kText, "{pod: A}", false), ExtentOf(kText, "{pod: B}", false),
              ExtentOf(kText, "{secret: hunter2}", true), ExtentOf(kText, "{pod: C}", false),
              ExtentOf(kText, "{pod: D}", false), ExtentOf(kText, "{secret:\n hunter3}", true),
              ExtentOf(kText, "{pod: E}", false), ExtentOf(kText, "{pod: F}", false)});
  EXPECT_EQ(Shown(excerpts, kText, "A"), "{pod: A}");
  for (const char* hidden : {"B", "hunter2", "C", "secret:\n", "hunter3", "E"}) {
    EXPECT_EQ(Shown(excerpts, kText, hidden), "-") << hidden;
  }
  EXPECT_EQ(Shown(excerpts, kText, "D"), " {pod: D}");
  EXPECT_EQ(Shown(excerpts, kText, "F"), "{pod: F}");
}

TEST(ExcerptsTest, TakesTheInnermostExtent) {
  constexpr std::string_view kText = "x: 1, {pod: A}, {pod: B}, y: 2\n";
  const Excerpts excerpts(kText, {ExtentOf(kText, kText, false), ExtentOf(kText, "{pod: A}", false),
                                  ExtentOf(kText, "{pod: B}", false)});
  EXPECT_EQ(Shown(excerpts, kText, "A"), " {pod: A}");
  EXPECT_EQ(Shown(excerpts, kText, "y"), "x: 1, {pod: A}, {pod: B}, y: 2");
  EXPECT_EQ(Shown(excerpts, kText, "x"), "x: 1, {pod: A}, {pod: B}, y: 2");
  const Excerpts hidden(kText, {ExtentOf(kText, kText, true), ExtentOf(kText, "{pod: A}", false)});
  EXPECT_EQ(Shown(hidden, kText, "A"), "-");
}

TEST(ExcerptsTest, ShowsTheEndOfATextThatEndsTooEarly) {
  constexpr std::string_view kText = "{\"a\": [1,";
  const Excerpts excerpts(kText, {ExtentOf(kText, kText, false)});
  const auto excerpt = excerpts.At(static_cast<uint32_t>(kText.size()));
  ASSERT_TRUE(excerpt.has_value());
  EXPECT_EQ(excerpt->text, kText);
  EXPECT_EQ(excerpt->offset, kText.size());
}

}  // namespace
}  // namespace svcenv
