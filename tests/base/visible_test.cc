#include "svcenv/base/visible.h"

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(VisibleTest, EscapesWhatATerminalObeysOrHides) {
  EXPECT_EQ(Visible("a\x1B]0;x\x07 \x7F\t\r\n"), "a\\x1b]0;x\\x07 \\x7f\\t\\r\\n");
  EXPECT_EQ(Visible("\u009B\u202A\u202E\u2066\u2069\u200E\u200F\u061C\u2028\uFEFF"),
            "\\u009b\\u202a\\u202e\\u2066\\u2069\\u200e\\u200f\\u061c\\u2028\\ufeff");
  EXPECT_EQ(Visible("\xFF\xC2"), "\\xff\\xc2");
  EXPECT_EQ(Visible("zw\u00F6lf \u65E5\u672C \\n"), "zw\u00F6lf \u65E5\u672C \\n");
  EXPECT_EQ(Visible(Visible("\x1B\n")), "\\x1b\\n");
}

TEST(VisibleTest, KeepsLayoutOfLines) {
  EXPECT_EQ(VisibleLines("a\tb\n\x1B[2J\r\n"), "a\tb\n\\x1b[2J\\r\n");
}

TEST(VisibleTest, ReplacesOneByOneInExcerpts) {
  EXPECT_EQ(VisibleExcerpt("\ta\x1B\u202E\xFF\n"), "\ta????");
}

}  // namespace
}  // namespace svcenv
