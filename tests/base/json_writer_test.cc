#include "svcenv/base/json_writer.h"

#include <string>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

std::string Quoted(std::string_view value) {
  std::string text;
  JsonWriter(&text).String(value);
  return text;
}

TEST(JsonWriterTest, PutsCommasBetweenValues) {
  std::string text = "id:";
  JsonWriter json(&text);
  json.BeginMap();
  json.Key("a").BeginList();
  json.Integer(-7);
  json.Bool(true);
  json.Null();
  json.BeginMap();
  json.EndMap();
  json.String("x");
  json.BeginList();
  json.EndList();
  json.EndList();
  json.Key("b").Raw("[1]");
  json.Key("c,").String("{");
  json.Key("d").String("[:");
  json.EndMap();
  EXPECT_EQ(text, R"(id:{"a":[-7,true,null,{},"x",[]],"b":[1],"c,":"{","d":"[:"})");
}

TEST(JsonWriterTest, EscapesWhatJsonWantsEscaped) {
  EXPECT_EQ(Quoted(""), "\"\"");
  EXPECT_EQ(Quoted("a\"b\\c/\b\f\n\r\t"), R"("a\"b\\c/\b\f\n\r\t")");
  EXPECT_EQ(Quoted(std::string_view("\0\x1f\x7f", 3)), "\"\\u0000\\u001f\x7f\"");
  EXPECT_EQ(Quoted("é€😀\xC2\x85"), "\"é€😀\xC2\x85\"");
}

TEST(JsonWriterTest, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(Quoted("a\xFF"
                   "b\xC3"),
            "\"a\uFFFDb\uFFFD\"");
  EXPECT_EQ(Quoted("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");
}

}  // namespace
}  // namespace svcenv
