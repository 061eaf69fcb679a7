// Patches as patch(1) and git read them.
#include "cli/reports/unified_diff.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

std::string Diff(std::string_view before, std::string_view after,
                 std::string_view hidden = "hidden") {
  return UnifiedDiff("./k8s/pod.yaml", before, after, [&](size_t offset, std::string_view line) {
    EXPECT_EQ(before.substr(offset, line.size()), line);
    return !absl::StrContains(line, hidden);
  });
}

constexpr std::string_view kNames = "--- a/k8s/pod.yaml\n+++ b/k8s/pod.yaml\n";

TEST(UnifiedDiffTest, IsEmptyForEqualTexts) { EXPECT_EQ(Diff("a\nb", "a\nb"), ""); }

TEST(UnifiedDiffTest, HasThreeLinesOfContext) {
  EXPECT_EQ(Diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            absl::StrCat(kNames, "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"));
}

TEST(UnifiedDiffTest, FindsLinesThatMoved) {
  EXPECT_EQ(Diff("a\nb\nc\nd\n", "c\na\nb\nd\n"),
            absl::StrCat(kNames, "@@ -1,4 +1,4 @@\n+c\n a\n b\n-c\n d\n"));
}

TEST(UnifiedDiffTest, JoinsNearChanges) {
  EXPECT_EQ(
      Diff("1\n2\n3\n4\n5\n6\n7\n8\n", "one\n2\n3\n4\n5\n6\n7\neight\n"),
      absl::StrCat(kNames, "@@ -1,8 +1,8 @@\n-1\n+one\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+eight\n"));
  EXPECT_EQ(Diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n"),
            absl::StrCat(kNames, "@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n",
                         "@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+nine\n"));
}

TEST(UnifiedDiffTest, KeepsCarriageReturnsAndAMissingLastLineBreak) {
  EXPECT_EQ(Diff("a\r\nb", "a\r\nc"),
            absl::StrCat(kNames, "@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n",
                         "+c\n\\ No newline at end of file\n"));
}

TEST(UnifiedDiffTest, InsertsAndDeletesAtTheEnds) {
  EXPECT_EQ(Diff("", "a\n"), absl::StrCat(kNames, "@@ -0,0 +1,1 @@\n+a\n"));
  EXPECT_EQ(Diff("a\n", ""), absl::StrCat(kNames, "@@ -1,1 +0,0 @@\n-a\n"));
}

TEST(UnifiedDiffTest, ShowsNoLineThatMayNotBeShown) {
  EXPECT_EQ(Diff("hidden\n2\n3\n4\nhidden\n6\n7\n", "hidden\n2\nthree\n4\nhidden\n6\nseven\n"),
            absl::StrCat(kNames, "@@ -2,3 +2,3 @@\n 2\n-3\n+three\n 4\n",
                         "@@ -6,2 +6,2 @@\n 6\n-7\n+seven\n"));
}

TEST(UnifiedDiffTest, LeavesOutChangesThatMayNotBeShown) {
  EXPECT_EQ(Diff("hidden\n", "x\n"), "");
  EXPECT_EQ(Diff("1\nhidden\n3\n", "one\nx\n3\n"), "");
}

TEST(UnifiedDiffTest, ReplacesTheMiddleOfTextsWithNothingInCommon) {
  std::string before = "first\n", after = "first\n";
  for (int i = 0; i < 2000; ++i) {
    absl::StrAppend(&before, i, "\n");
    absl::StrAppend(&after, -i - 1, "\n");
  }
  const std::string diff = Diff(before, after);
  EXPECT_TRUE(absl::StartsWith(diff, absl::StrCat(kNames, "@@ -1,2001 +1,2001 @@\n first\n-0\n")));
}

TEST(UnifiedDiffTest, WritesNamesAsGitDoes) {
  const auto names = [](std::string_view path) {
    const std::string diff =
        UnifiedDiff(path, "a", "b", [](size_t, std::string_view) { return true; });
    return diff.substr(0, diff.find('\n'));
  };
  EXPECT_EQ(names("/tmp/pod.yaml"), "--- a/tmp/pod.yaml");
  EXPECT_EQ(names("my pod.yaml"), "--- a/my pod.yaml\t");
  EXPECT_EQ(names("a\nb"), "--- \"a/a\\nb\"");
}

TEST(UnifiedDiffTest, PartOfAFileKeepsItsLinesAndOffsets) {
  const std::string before = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
  const std::string after = "a\nb\nc\nd\ne\nF\ng\nh\ni\n";
  std::vector<size_t> offsets;
  const auto may_show = [&](size_t offset, std::string_view line) {
    offsets.push_back(offset);
    EXPECT_EQ(before.substr(offset, line.size()), line);
    return true;
  };
  EXPECT_EQ(UnifiedDiff("m", before.substr(2), after.substr(2), may_show, {1, 2}),
            UnifiedDiff("m", before, after, may_show));
  EXPECT_FALSE(offsets.empty());
}

}  // namespace
}  // namespace svcenv::cli
