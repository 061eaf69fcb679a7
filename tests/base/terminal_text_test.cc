#include "svcenv/base/terminal_text.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(TerminalTextTest, WhatCannotBeSeenIsEscaped) {
  EXPECT_EQ(Visible("plain é 日本"), "plain é 日本");
  EXPECT_EQ(Visible("a\nb\tc\rd"), "a\\nb\\tc\\rd");
  EXPECT_EQ(Visible("\x1b[31m\x7f"), "\\x1b[31m\\x7f");
  EXPECT_EQ(Visible(std::string("\0", 1)), "\\x00");
  EXPECT_EQ(Visible("\xc2\x85"), "\\u0085");
  EXPECT_EQ(Visible("\xe2\x80\xae"), "\\u202e");          // right-to-left override
  EXPECT_EQ(Visible("\xf3\xa0\x81\x81"), "\\U000e0041");  // a tag character
  EXPECT_EQ(Visible("\xff\xc3"), "\\xff\\xc3");
  EXPECT_EQ(Visible("\\"), "\\");
}

TEST(TerminalTextTest, Columns) {
  EXPECT_EQ(ColumnsOf(""), 0u);
  EXPECT_EQ(ColumnsOf("abc"), 3u);
  EXPECT_EQ(ColumnsOf("é"), 1u);
  EXPECT_EQ(ColumnsOf("e\xcc\x81"), 1u);  // e and a combining accent
  EXPECT_EQ(ColumnsOf("日本語"), 6u);
  EXPECT_EQ(ColumnsOf("\xf0\x9f\x98\x80"), 2u);
  EXPECT_EQ(ColumnsOf("…"), 1u);
}

TEST(TerminalTextTest, ColumnsOfStyled) {
  EXPECT_EQ(ColumnsOfStyled(""), 0u);
  EXPECT_EQ(ColumnsOfStyled("日本"), 4u);
  EXPECT_EQ(ColumnsOfStyled("\x1b[1mbold\x1b[0m and \x1b[31mréd\x1b[0m"), 12u);
  EXPECT_EQ(ColumnsOfStyled("ab\x1b"), 2u);
}

TEST(TerminalTextTest, Cut) {
  EXPECT_EQ(Cut("abc", 3), "abc");
  EXPECT_EQ(Cut("abcd", 3), "ab…");
  EXPECT_EQ(Cut("abcd", 1), "…");
  EXPECT_EQ(Cut("abcd", 0), "");
  EXPECT_EQ(Cut("日本語", 6), "日本語");
  EXPECT_EQ(Cut("日本語", 5), "日本…");
  EXPECT_EQ(Cut("日本語", 4), "日…");
}

TEST(TerminalTextTest, CutFront) {
  EXPECT_EQ(CutFront("abc", 3), "abc");
  EXPECT_EQ(CutFront("abcd", 3), "…cd");
  EXPECT_EQ(CutFront("日本語", 5), "…本語");
  EXPECT_EQ(CutFront("日本語", 4), "…語");
  EXPECT_EQ(CutFront("abcd", 0), "");
}

TEST(TerminalTextTest, WrapWords) {
  using Lines = std::vector<std::string_view>;
  EXPECT_EQ(WrapWords("", 5), Lines({""}));
  EXPECT_EQ(WrapWords("one two three", 7), Lines({"one two", "three"}));
  EXPECT_EQ(WrapWords("one two three", 6), Lines({"one", "two", "three"}));
  EXPECT_EQ(WrapWords("a longer-than-five b", 5), Lines({"a", "longer-than-five", "b"}));
  EXPECT_EQ(WrapWords("日本 語", 6), Lines({"日本", "語"}));
  EXPECT_EQ(WrapWords("one  two ", std::string_view::npos), Lines({"one  two"}));
}

TEST(TerminalTextTest, Styled) {
  EXPECT_EQ(Styled("x", Style::kBoldRed, true), "\x1b[1;31mx\x1b[0m");
  EXPECT_EQ(Styled("x", Style::kBoldRed, false), "x");
  EXPECT_EQ(Styled("", Style::kBoldRed, true), "");
}

}  // namespace
}  // namespace svcenv
