#include "svcenv/syntax/layout.h"

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

Layout LayoutOf(std::string_view text) {
  return Layout::Read(text, {0, static_cast<uint32_t>(text.size())});
}

// Removes the first "@" of the text and returns the scalar at that place.
std::string Written(std::string text) {
  const size_t offset = text.find('@');
  text.erase(offset, 1);
  const Layout layout = LayoutOf(text);
  const size_t i = layout.ScalarAt(static_cast<uint32_t>(offset));
  if (i == Layout::kNone) return "none";
  const LayoutNode& node = layout.node(i);
  return absl::StrCat(text.substr(node.range.begin, node.range.end - node.range.begin),
                      node.plain ? " plain" : "", node.shared ? " shared" : "");
}

TEST(LayoutTest, ScalarsOfEveryStyle) {
  EXPECT_EQ(Written("a: @80  # port\n"), "80 plain");
  EXPECT_EQ(Written("a: 8@0\r\nb: c\r\n"), "80 plain");
  EXPECT_EQ(Written("a: é日\nb: @x\n"), "x plain");
  EXPECT_EQ(Written("a: @'it''s'\n"), "'it''s'");
  EXPECT_EQ(Written("{\"a\": @\"b\\n\", \"c\": 1}"), "\"b\\n\"");
  EXPECT_EQ(Written("{\"a\": \"b\", \"c\": @1}"), "1 plain");
  EXPECT_EQ(Written("a: @|\n  one\n  two\nb: c\n"), "|\n  one\n  two\n");
  EXPECT_EQ(Written("@a: b\n"), "a plain");
  EXPECT_EQ(Written("a: !!str @b\n"), "b");
  EXPECT_EQ(Written("a: [b,@ c]\n"), "none");
}

TEST(LayoutTest, WhatAliasesRepeatIsShared) {
  EXPECT_EQ(Written("a: &x {b: @c}\nd: *x\n"), "c plain shared");
  EXPECT_EQ(Written("a: &x {b: @c}\nd: e\n"), "c plain");
  EXPECT_EQ(Written("a: &x @80\nd: *x\n"), "80 shared");
  EXPECT_EQ(Written("a: &x {b: c}\nd: {<<: *x, e: @f}\n"), "f plain");
  EXPECT_EQ(Written("a: &x 80\nd: @*x\n"), "none");
}

TEST(LayoutTest, CollectionsWithoutBracketsEndWithTheirLastValue) {
  const std::string_view text = "a:\n- b: c\n  d: e\n\n# f\ng: h\n";
  const Layout layout = LayoutOf(text);
  const size_t list = layout.ValueOf(0, "a");
  ASSERT_NE(list, Layout::kNone);
  ASSERT_EQ(layout.node(list).children.size(), 1u);
  const LayoutNode& item = layout.node(layout.node(list).children[0]);
  EXPECT_EQ(text.substr(item.range.begin, item.range.end - item.range.begin), "b: c\n  d: e");
}

TEST(LayoutTest, ValueOfKnowsOnlyWhatIsCertain) {
  EXPECT_NE(LayoutOf("a: 1\nb: 2\n").ValueOf(0, "b"), Layout::kNone);
  EXPECT_EQ(LayoutOf("a: 1\nb: 2\n").ValueOf(0, "c"), Layout::kNone);
  EXPECT_EQ(LayoutOf("a: 1\na: 2\n").ValueOf(0, "a"), Layout::kNone);
  EXPECT_EQ(LayoutOf("<<: {c: 1}\na: 2\n").ValueOf(0, "a"), Layout::kNone);
  EXPECT_EQ(LayoutOf("[a]\n").ValueOf(0, "a"), Layout::kNone);
}

TEST(LayoutTest, NothingOfWhatCannotBeRead) {
  EXPECT_TRUE(LayoutOf("a: [b\n").empty());
  EXPECT_TRUE(LayoutOf("").empty());
  EXPECT_TRUE(LayoutOf(absl::StrCat("a: ", std::string(300, '['))).empty());
  EXPECT_TRUE(LayoutOf(absl::StrCat("a: ", std::string(300, '['), std::string(300, ']'))).empty());
  EXPECT_TRUE(LayoutOf("a: b\r\r\n").empty()) << "kubectl reads a different text";
}

TEST(SplitDocumentsTest, AsKubectlDividesThem) {
  const std::string_view text = "a: b\n---\nc: d\n--- # e\nf: g";
  std::string shown;
  for (const TextRange& one : SplitDocuments(text)) {
    const Layout layout = Layout::Read(text, one);
    for (const std::string_view key : {"a", "c", "f"}) {
      if (layout.ValueOf(0, key) == Layout::kNone) continue;
      const LayoutNode& node = layout.node(layout.ValueOf(0, key));
      absl::StrAppend(&shown, key, "=", text.substr(node.range.begin, 1), " ");
    }
  }
  EXPECT_EQ(shown, "a=b c=d f=g ");
}

}  // namespace
}  // namespace svcenv
