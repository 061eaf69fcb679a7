#include "svcenv/base/edit.h"

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(ApplyEditsTest, KeepsEveryByteThatNoEditCovers) {
  EXPECT_EQ(ApplyEdits("value: 80\r\n", {{7, 2, "\"80\""}}), "value: \"80\"\r\n");
  EXPECT_EQ(ApplyEdits("abcdef", {{4, 1, ""}, {0, 0, "x"}, {2, 1, "CC"}}), "xabCCdf");
  EXPECT_EQ(ApplyEdits("abc", {{3, 0, "d"}}), "abcd");
  EXPECT_EQ(ApplyEdits("abc", {}), "abc");
}

TEST(EditedRangesTest, RefusesWhatOverlapsOrTouches) {
  EditedRanges ranges;
  EXPECT_TRUE(ranges.Add({{10, 5, ""}, {2, 0, "x"}}));
  EXPECT_FALSE(ranges.Add({{12, 1, ""}}));
  EXPECT_FALSE(ranges.Add({{15, 0, "y"}}));
  EXPECT_FALSE(ranges.Add({{9, 1, ""}}));
  EXPECT_FALSE(ranges.Add({{2, 0, "y"}}));
  EXPECT_FALSE(ranges.Add({{0, 20, ""}}));
  EXPECT_FALSE(ranges.Add({{30, 1, ""}, {11, 0, "z"}}));
  EXPECT_TRUE(ranges.Add({{30, 1, ""}})) << "rejected edits leave no trace";
  EXPECT_TRUE(ranges.Add({{4, 3, ""}}));
}

}  // namespace
}  // namespace svcenv
