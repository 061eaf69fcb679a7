#include "svcenv/base/source_range.h"

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

// Calls FindInValue for the value at the first "@" of `text`, after removing the "@". Returns
// "LINE:COLUMN+BYTES".
std::string Find(std::string text, std::string_view part, size_t earlier = 0) {
  const size_t offset = text.find('@');
  text.erase(offset, 1);
  Sources sources;
  const uint32_t file = sources.Add("f", text);
  const SourceRange range =
      FindInValue(sources, {file, static_cast<uint32_t>(offset)}, part, earlier);
  const Location at = sources.Locate(range.begin);
  return absl::StrCat(at.line, ":", at.column, "+", range.bytes);
}

TEST(FindInValueTest, InScalarsOfEveryStyle) {
  EXPECT_EQ(Find("a: @--x=$(A)\n", "$(A)"), "1:8+4");
  EXPECT_EQ(Find("a: [@'$$(A) $(A)', $(A)]\n", "$(A)", 1), "1:12+4");
  EXPECT_EQ(Find("a: [@\"it\\\"s é $(A)\", $(A)]\n", "$(A)"), "1:14+4");
  EXPECT_EQ(Find("a: @'it''s $(A)'\n", "$(A)"), "1:11+4");
  EXPECT_EQ(Find("a: @|\n  one\n  $(A)\n  $(A)\n", "$(A)", 1), "4:3+4");
  EXPECT_EQ(Find("a: @one\n  $(A)\n", "$(A)"), "2:3+4");
}

TEST(FindInValueTest, GivesTheValueWhereItIsNotVerbatim) {
  EXPECT_EQ(Find("a: [@\"\\u0024(A)\", $(A)]\n", "$(A)"), "1:5+0");
  EXPECT_EQ(Find("a: [@'x', $(A)]\n", "$(A)"), "1:5+0");
  EXPECT_EQ(Find("a: @$(A\n  B)\n", "$(A B)"), "1:4+0");
  EXPECT_EQ(Find("a: @$(A)\n", "$(A)", 1), "1:4+0");
  EXPECT_EQ(Find(absl::StrCat("a: @", std::string(20000, 'x'), "$(A)\n"), "$(A)"), "1:4+0");
  EXPECT_EQ(FindInValue(Sources(), {}, "$(A)").bytes, 0u);
}

// Returns the text of the value or key after the "@".
std::string Value(std::string text) {
  const size_t offset = text.find('@');
  text.erase(offset, 1);
  Sources sources;
  const uint32_t file = sources.Add("f", text);
  return text.substr(offset, BytesOfValue(sources, {file, static_cast<uint32_t>(offset)}));
}

TEST(BytesOfValueTest, IsOfTheScalarOnItsLine) {
  EXPECT_EQ(Value("a: @one, two  # three\n"), "one, two");
  EXPECT_EQ(Value("@http://x:80/#y: z\n"), "http://x:80/#y");
  EXPECT_EQ(Value("{name: @LEVEL, value: debug}\n"), "LEVEL");
  EXPECT_EQ(Value("{a: {b: c}, d: @e}\n"), "e");
  EXPECT_EQ(Value("{\"}\": 1, d: @e, f: g}\n"), "e");
  EXPECT_EQ(Value("  \"port\": @80,\r\n"), "80");
  EXPECT_EQ(Value("a: @${B}-$(C)\n"), "${B}-$(C)");
  EXPECT_EQ(Value("a: @'it''s', b\n"), "'it''s'");
  EXPECT_EQ(Value("a: @\"x\\\"y\": z\n"), "\"x\\\"y\"");
  EXPECT_EQ(Value("a: @\"not closed\n  here\"\n"), "\"not closed");
  EXPECT_EQ(Value("a: @{b: c}\n"), "{");
  EXPECT_EQ(Value("a: @|\n  x\n"), "|");
  EXPECT_EQ(Value("a:@\n"), "");
  EXPECT_EQ(Value("a@"), "");
}

}  // namespace
}  // namespace svcenv
