#include "cli/sources/documents.h"

#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

using Documents = std::vector<std::string_view>;

TEST(DocumentsTest, BeginWithTheirSeparators) {
  EXPECT_EQ(DocumentsOf(""), Documents());
  EXPECT_EQ(DocumentsOf("a: b"), Documents{"a: b"});
  EXPECT_EQ(DocumentsOf("---\na: b\n"), Documents{"---\na: b\n"});
  EXPECT_EQ(DocumentsOf("a\n---\nb\n--- # c\n---"),
            (Documents{"a\n", "---\nb\n", "--- # c\n", "---"}));
  EXPECT_EQ(DocumentsOf("a ---\n ---\n"), Documents{"a ---\n ---\n"});
}

TEST(DocumentsTest, AreViewsOfTheText) {
  constexpr std::string_view kText = "a\n---\nb";
  EXPECT_EQ(OffsetIn(kText, DocumentsOf(kText)[1]), 2u);
}

}  // namespace
}  // namespace svcenv::cli
