#include "svcenv/go/quote.h"

#include <utility>

#include "gtest/gtest.h"
#include "tests/kubernetes/vectors.h"

namespace svcenv {
namespace {

TEST(GoQuoteTest, QuotesAsGoDoes) {
  for (const Vector& vector : ReadVectors("quotes.tsv", 2))
    EXPECT_EQ(GoQuote(vector[0]), vector[1]);
}

struct Case {
  std::string_view text;
  std::string_view quoted;
};

TEST(GoQuoteTest, EscapesWhatCannotBeSeen) {
  const Case cases[] = {
      {"", R"("")"},
      {"plain text", R"("plain text")"},
      {"a\"b\\c'`", R"("a\"b\\c'`")"},
      {"\a\b\f\n\r\t\v", R"("\a\b\f\n\r\t\v")"},
      {{"\0\x01\x1f\x7f", 4}, R"("\x00\x01\x1f\x7f")"},
      {"é日本😀", R"("é日本😀")"},
      {"\u0080\u00a0\u00ad", R"("\u0080\u00a0\u00ad")"},
      {"\u2028\ufeff\ue000", R"("\u2028\ufeff\ue000")"},
      {"\U000e0001\U0010ffff", R"("\U000e0001\U0010ffff")"},
      {"\ufffd", "\"\ufffd\""},
      {"\xff\xc3", R"("\xff\xc3")"},
      {"\xed\xa0\x80", R"("\xed\xa0\x80")"},
      {"\xc0\x80", R"("\xc0\x80")"},
      {"\xf4\x90\x80\x80", R"("\xf4\x90\x80\x80")"},
      {"\xe6\x97x", R"("\xe6\x97x")"},
  };
  for (const Case& c : cases) EXPECT_EQ(GoQuote(c.text), c.quoted);
}

TEST(GoQuoteTest, KnowsHowManyCharactersGoPrints) {
  // Counted with strconv.IsPrint of Go 1.26 and 1.27.
  for (const auto& [table, count] :
       {std::pair(UnicodeTable::kUnicode15, 148998), std::pair(UnicodeTable::kUnicode17, 159613)}) {
    int printable = 0;
    for (char32_t c = 0; c <= 0x110000; ++c) printable += IsGoPrintable(c, table) ? 1 : 0;
    EXPECT_EQ(printable, count);
    EXPECT_FALSE(IsGoPrintable(0x110000, table));
    EXPECT_FALSE(IsGoPrintable(0xFFFFFFFF, table));
  }
}

// U+1FAE9 was added in Unicode 16, and U+20C1 in Unicode 17.
TEST(GoQuoteTest, PrintsNewCharactersWithTheNewTable) {
  EXPECT_EQ(GoQuote("\U0001fae9\u20c1"), R"("\U0001fae9\u20c1")");
  EXPECT_EQ(GoQuote("\U0001fae9\u20c1", UnicodeTable::kUnicode17), "\"\U0001fae9\u20c1\"");
}

}  // namespace
}  // namespace svcenv
