#include "svcenv/syntax/comments.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

// Returns the comments with an "x", in <> if they are alone on their line.
std::vector<std::string> Comments(std::string_view text) {
  std::vector<std::string> comments;
  for (const Comment& comment : CommentsWith(text, "x")) {
    EXPECT_EQ(text[comment.begin], '#');
    EXPECT_LE(comment.line, comment.begin);
    EXPECT_GT(comment.after, comment.begin);
    const std::string found(comment.text);
    comments.push_back(comment.alone ? "<" + found + ">" : found);
  }
  return comments;
}

using Texts = std::vector<std::string>;

TEST(CommentsTest, AreAfterABlankOrAtTheBeginningOfALine) {
  EXPECT_EQ(Comments("# x\na: b # x1\n  #x2\nc: d#x\n- e\t# x3"),
            (Texts{"< x>", " x1", "<x2>", " x3"}));
  EXPECT_EQ(Comments("a: b # y\n"), Texts{});
  EXPECT_EQ(Comments(""), Texts{});
  EXPECT_EQ(Comments("a: b # x\r\n"), Texts{" x\r"});
  EXPECT_EQ(Comments("--- # x\n"), Texts{" x"});
}

TEST(CommentsTest, AreNotWithinQuotes) {
  EXPECT_EQ(Comments("a: ' # x'\nb: \" # x\"\n'c # x': d # x1\n"), Texts{" x1"});
  EXPECT_EQ(Comments("a: 'it''s # x' # x1\nb: \"\\\" # x\" # x2\n"), (Texts{" x1", " x2"}));
  EXPECT_EQ(Comments("a: 'first\n  # x\n  last' # x1\n"), Texts{" x1"});
  EXPECT_EQ(Comments("{\"a\":\" # x\",\n\"b\":\"c\"} # x1\n"), Texts{" x1"});
}

TEST(CommentsTest, AQuoteWithinAPlainScalarOpensNothing) {
  EXPECT_EQ(Comments("a: it's # x\nb: say \"no # x1\nc: [a'b, 'c # x'] # x2\n"),
            (Texts{" x", " x1", " x2"}));
  EXPECT_EQ(Comments("a: http://b:'c # x\n"), Texts{" x"});
}

TEST(CommentsTest, AreNotWithinBlockScalars) {
  EXPECT_EQ(Comments("a: |  # x\n  # x1\n\n  # x2\n# x3\nb: c # x4\n"),
            (Texts{" x", "< x3>", " x4"}));
  EXPECT_EQ(Comments("args:\n- >-\n  it's # x\n- b # x1\n"), Texts{" x1"});
  EXPECT_EQ(Comments("- a: |\n    # x\n  b: c # x1\n"), Texts{" x1"});
  EXPECT_EQ(Comments("a: |2\n    b\n  # x\n # x1\n"), Texts{"< x1>"});
  EXPECT_EQ(Comments("- !!str |\n  # x\n- c # x1\n"), Texts{" x1"});
  EXPECT_EQ(Comments("a: b | c # x\n"), Texts{" x"});
}

TEST(CommentsTest, AnyTextEnds) {
  for (const char* text :
       {"\"x", "'x", "|", "#x", "- |\n", "a: \"\\", "[[[#x", "]]] #x", "&", "!\n"}) {
    CommentsWith(text, "x");
  }
}

}  // namespace
}  // namespace svcenv
