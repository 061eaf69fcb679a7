// Hostile texts fail fast, with a clear error.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/reader.h"
#include "svcenv/syntax/text.h"
#include "tests/syntax/to_json.h"

namespace svcenv {
namespace {

std::string Repeat(std::string_view text, size_t count) {
  std::string result;
  for (size_t i = 0; i < count; ++i) result.append(text);
  return result;
}

std::string Nested(std::string_view begin, std::string_view open, std::string_view close,
                   size_t depth) {
  return absl::StrCat(begin, Repeat(open, depth), Repeat(close, depth),
                      begin[0] == '{' ? "}" : "\n");
}

bool IsTooDeep(const std::string& text) {
  return absl::StrContains(ReadBytes(text).Error(), "nested more than 10,000 levels deep");
}

// Skips all documents, so that the depth does not depend on the stack of a recursive sink.
class SkippingSink : public DocumentSink {
 public:
  void Document(const Item&, Reader& reader) override { reader.Skip(); }
  void DropItems() override {}
};

bool IsRead(std::string text) {
  Sources sources;
  const uint32_t file = sources.Add("f", DecodeText(std::move(text)));
  Arena arena;
  SkippingSink sink;
  Diagnostics losses;
  return ReadDocuments(sources, file, arena, sink, losses).ok();
}

TEST(LimitsTest, Depth) {
  EXPECT_TRUE(IsRead(Nested("a: ", "[", "]", 9999)));
  EXPECT_TRUE(IsTooDeep(Nested("a: ", "[", "]", 10000)));
  EXPECT_TRUE(IsRead(Nested("{\"a\": ", "[", "]", 9999)));
  EXPECT_TRUE(IsTooDeep(Nested("{\"a\": ", "[", "]", 10000)));
}

TEST(LimitsTest, HundredThousandLevels) {
  EXPECT_TRUE(IsTooDeep(absl::StrCat("a: ", Repeat("[", 100000))));
  EXPECT_TRUE(IsTooDeep(absl::StrCat("a: ", Repeat("{a: ", 100000))));
  EXPECT_TRUE(IsTooDeep(absl::StrCat("a:\n", Repeat("- ", 100000))));
  EXPECT_TRUE(IsTooDeep(Repeat("{\"a\":", 100000)));
  EXPECT_TRUE(IsTooDeep(absl::StrCat("{\"a\":", Repeat("[", 100000))));
  EXPECT_TRUE(IsTooDeep(Repeat("[", 100000)));
  EXPECT_FALSE(ReadBytes(Repeat("? ", 100000)).status.ok());
}

TEST(LimitsTest, DepthThroughAliases) {
  std::string text = absl::StrCat("a: &a ", Repeat("[", 5000), Repeat("]", 5000), "\n");
  EXPECT_TRUE(IsRead(absl::StrCat(text, "b: ", Repeat("[", 4999), "*a", Repeat("]", 4999), "\n")));
  EXPECT_TRUE(
      IsTooDeep(absl::StrCat(text, "b: ", Repeat("[", 5000), "*a", Repeat("]", 5000), "\n")));
}

TEST(LimitsTest, AliasBombs) {
  const auto bomb = [](int levels) {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < levels; ++i) {
      absl::StrAppend(&text, "a", i, ": &a", i, " [", Repeat(absl::StrCat("*a", i - 1, ", "), 9),
                      "]\n");
    }
    return text;
  };
  EXPECT_TRUE(ReadBytes(bomb(3)).status.ok());
  for (int levels : {4, 9, 40}) {
    EXPECT_TRUE(absl::StrContains(ReadBytes(bomb(levels)).Error(), "excessive aliasing"));
  }
  // Merge keys count, too.
  std::string merges =
      "a0: &a0 {k0: 1, k1: 1, k2: 1, k3: 1, k4: 1, k5: 1, k6: 1, k7: 1, k8: 1, k9: 1}\n";
  for (int i = 1; i < 30; ++i)
    absl::StrAppend(&merges, "a", i, ": &a", i, " {<<: [",
                    Repeat(absl::StrCat("*a", i - 1, ", "), 9), "]}\n");
  EXPECT_TRUE(absl::StrContains(ReadBytes(merges).Error(), "excessive aliasing"));
}

// Ordinary aliasing is allowed.
TEST(LimitsTest, OrdinaryAliases) {
  std::string text = "a: &a {b: [1, 2, 3], c: {d: e}}\nl:\n";
  for (int i = 0; i < 2000; ++i) absl::StrAppend(&text, "- *a\n");
  EXPECT_TRUE(ReadBytes(text).status.ok());
}

TEST(LimitsTest, BracketsWithManyTokensInside) {
  const std::string text =
      absl::StrCat("a: ", Repeat("[", 9000), Repeat("1,", 300000), Repeat("]", 9000));
  EXPECT_TRUE(
      absl::StrContains(ReadBytes(text).Error(), "nested too deeply for a document of this size"));
}

TEST(LimitsTest, ManyDuplicateKeys) {
  const ReadOutcome outcome =
      ReadBytes(absl::StrCat("{", Repeat("\"a\": 1, ", 100000), "\"a\": 2}"));
  EXPECT_EQ(outcome.Json(), R"([{"a":2}])");
  EXPECT_EQ(outcome.losses.size(), 1000u);
}

TEST(LimitsTest, ManySmallDocuments) {
  EXPECT_EQ(ReadBytes(Repeat("{\"a\": \"\\ud800\"}", 5000)).documents.size(), 5000u);
  EXPECT_EQ(ReadBytes(Repeat("---\na: 1\na: 2\n", 5000)).documents.size(), 5000u);
}

TEST(LimitsTest, LongTexts) {
  const std::string long_text(1 << 20, 'y');
  const ReadOutcome outcome = ReadBytes(absl::StrCat("a: |\n  ", long_text, "\nb: 1\n"));
  EXPECT_EQ(outcome.Json(), absl::StrCat("[{\"a\":\"", long_text, "\\u000a\",\"b\":1}]"));
}

TEST(LimitsTest, ManyEdits) {
  std::string text;
  for (int i = 0; i < 200; ++i) absl::StrAppend(&text, "k", i, ": \"it\\'s \\' \\\\ \"\n");
  EXPECT_TRUE(ReadBytes(text).status.ok());
  EXPECT_TRUE(absl::StartsWith(ReadBytes(text).Json(), R"([{"k0":"it's ' \\ ",)"));
}

}  // namespace
}  // namespace svcenv
