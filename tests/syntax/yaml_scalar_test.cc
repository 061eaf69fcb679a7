// Resolution of scalars as in kubectl.
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/syntax/to_json.h"

namespace svcenv {
namespace {

struct Case {
  std::string_view yaml;  // after "v: "
  std::string_view json;
};

std::string ValueOf(std::string_view yaml) {
  const ReadOutcome outcome = ReadBytes(absl::StrCat("v: ", yaml, "\n"));
  if (!outcome.status.ok()) return outcome.Error();
  const std::string json = outcome.Json();
  return json.substr(6, json.size() - 8);  // without [{"v": and }]
}

template <size_t N>
void ExpectValues(const Case (&cases)[N]) {
  for (const Case& row : cases) EXPECT_EQ(ValueOf(row.yaml), row.json) << "v: " << row.yaml;
}

TEST(YamlScalarTest, Numbers) {
  ExpectValues({
      {"1", "1"},
      {"1.0", "1"},
      {"1e3", "1000"},
      {"1.", "1"},
      {".5", "0.5"},
      {"+1", "1"},
      {"-1", "-1"},
      {"0x1F", "31"},
      {"014", "12"},
      {"0o14", "12"},
      {"0b11", "3"},
      {"1_000", "1000"},
      {"1_", "1"},
      {"08", "8"},
      {"0778", "778"},
      {"-0", "0"},
      {"-0.0", "0"},
      {"0x_1F", "31"},
      {"0o_7", "7"},
      {"0_777", "511"},
      {"1e1_0", "10000000000"},
      {"1e+_0", "1"},
      {"1._0", "1"},
      {".5_0", "0.5"},
      {"0b-101", "-5"},
      {"1e-400", "0"},
      {"9223372036854775807", "9223372036854775807"},
      {"9223372036854775808", "9223372036854776000"},
      {"18446744073709551615", "18446744073709552000"},
      {"18446744073709551616", "18446744073709552000"},
      {"0xffffffffffffffff", "18446744073709552000"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"-9223372036854775809", "-9223372036854776000"},
      {"4611686018427387904.0", "4611686018427388000"},
      {"1e20", "100000000000000000000"},
      {"1e21", "1e+21"},
      {"0.000001", "0.000001"},
      {"0.0000001", "1e-7"},
      {"0.30000000000000004", "0.30000000000000004"},
      {"5e-324", "5e-324"},
      {"1.7976931348623157e308", "1.7976931348623157e+308"},
  });
}

TEST(YamlScalarTest, BoolsAndNull) {
  for (const std::string_view text :
       {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"}) {
    EXPECT_EQ(ValueOf(text), "true") << text;
  }
  for (const std::string_view text :
       {"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"}) {
    EXPECT_EQ(ValueOf(text), "false") << text;
  }
  for (const std::string_view text : {"", "~", "null", "Null", "NULL", "!!null \"\"", "# c"}) {
    EXPECT_EQ(ValueOf(text), "null") << text;
  }
}

TEST(YamlScalarTest, TextsThatLookLikeSomethingElse) {
  for (const std::string_view text : {"2001-01-01", "2001-01-01T00:00:00Z",
                                      "12:30:45",   "12:30",
                                      "1.5.6",      "1,000",
                                      "1e400",      "0x",
                                      "0xZZ",       "0o8",
                                      "0b12",       "0x1.8p1",
                                      "1e",         ".e1",
                                      "tRue",       "yEs",
                                      "nO",         "nULL",
                                      ".iNF",       "Infinity",
                                      "NaN",        "inf",
                                      "_1",         "+",
                                      ".",          "..",
                                      "=",          "<<",
                                      "._5",        ".5__0",
                                      "-b",         "--b",
                                      "?b",         ":b",
                                      "b#x",        "a:b",
                                      "a,b",        "a]b",
                                      "a{b",        "é",
                                      "$(A)",       "http://x/y?z#w",
                                      "1 2",        "+-1",
                                      "0b",         "0b1 # c x"}) {
    const std::string_view kept = text == "0b1 # c x" ? "1" : "";
    EXPECT_EQ(ValueOf(text), kept.empty() ? absl::StrCat("\"", text, "\"") : std::string(kept));
  }
}

TEST(YamlScalarTest, QuotesAndTags) {
  ExpectValues({
      {"'1'", R"("1")"},
      {"\"1\"", R"("1")"},
      {"'it''s'", R"("it's")"},
      {"!!str 1", R"("1")"},
      {"!!str yes", R"("yes")"},
      {"!!str", R"("")"},
      {"!!str null", R"("null")"},
      {"! 1", R"("1")"},
      {"!foo 1", R"("1")"},
      {"!<x> 1", R"("1")"},
      {"!<tag:yaml.org,2002:str> 1", R"("1")"},
      {"!foo,bar 1", R"("1")"},
      {"[!foo, 1]", R"(["1"])"},
      {"[!foo 1, 2]", R"(["1",2])"},
      {"!!timestamp 2001-01-01", R"("2001-01-01")"},
      {"!!timestamp 2001-1-1 1:2:3.5", R"("2001-1-1 1:2:3.5")"},
      {"!!timestamp 2001-01-01T00:00:00+23:59", R"("2001-01-01T00:00:00+23:59")"},
      {"!!int \"1\"", "1"},
      {"!!float 1", "1"},
      {"!!bool yes", "true"},
      {"!!bool \"n\"", "false"},
      {"!!float .5", "0.5"},
      {"!!binary aGVsbG8=", R"("hello")"},
      {"!!binary \"aGVs\\nbG8=\"", R"("hello")"},
      {"!!binary \"\"", R"("")"},
      {"!!binary /w==", "\"\xEF\xBF\xBD\""},
      {"!!binary 4oJB",
       "\"\xEF\xBF\xBD\xEF\xBF\xBD"
       "A\""},
      {"!!seq foo", R"("foo")"},
      {"!!null [a]", R"(["a"])"},
      {"!!merge x", R"("x")"},
  });
}

TEST(YamlScalarTest, TagsThatDoNotFit) {
  for (const std::string_view yaml :
       {"!!int 1.0", "!!int x", "!!int \"\"", "!!null foo", "!!bool 1", "!!float x",
        "!!float 18446744073709551615", "!!timestamp x", "!!timestamp 2001-13-01",
        "!!timestamp 2001-02-29", "!!timestamp 2001-01-01T24:00:00Z",
        "!!timestamp 2001-01-01T00:00:00+0100", "!!timestamp 1"}) {
    EXPECT_TRUE(absl::StrContains(ValueOf(yaml), "is not a valid !!")) << yaml << ValueOf(yaml);
  }
  for (const std::string_view yaml :
       {"!!binary aGVsbG8", "!!binary a", "!!binary aG=k", "!!binary a-_="}) {
    EXPECT_TRUE(absl::StrContains(ValueOf(yaml), "is not valid base64")) << yaml;
  }
}

TEST(YamlScalarTest, InfinityAndNanAreRefusedUnlessDropped) {
  for (const std::string_view text : {".inf", ".Inf", ".INF", "+.inf", "-.inf", "-.Inf", ".nan",
                                      ".NaN", ".NAN", "!!float .inf", "[.inf]"}) {
    EXPECT_TRUE(absl::StrContains(ValueOf(text), "infinity or NaN")) << text;
  }
  EXPECT_EQ(ReadBytes("a: .inf\na: 1\n").Json(), R"([{"a":1}])");
  EXPECT_EQ(ReadBytes("a: {b: [.nan]}\na: 1\n").Json(), R"([{"a":1}])");
  EXPECT_EQ(ReadBytes("a: &x [.inf]\na: 1\n").Json(), R"([{"a":1}])");
  EXPECT_EQ(ReadBytes("<<: {b: 1}\na: .inf\na: 1\n").Json(), R"([{"a":1,"b":1}])");
  for (const std::string_view text :
       {"a: &x [.inf]\na: 1\nb: *x\n", "a: &x [.inf]\n<<: {b: *x}\n", "a: 1\na: .inf\n",
        "kind: List\napiVersion: v1\nitems: [{a: .inf, a: 1}, {a: .inf}]\n"}) {
    EXPECT_TRUE(absl::StrContains(ReadBytes(std::string(text)).Error(), "infinity or NaN")) << text;
  }
}

TEST(YamlScalarTest, EscapesInDoubleQuotes) {
  ExpectValues({
      {R"("\0\a\b\t\n\v\f\r\e\ \"\\")",
       R"("\u0000\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u001b \"\\")"},
      {R"("it\'s")", R"("it's")"},
      {R"("\'\\\'" )", R"("'\\'")"},
      {"\"a\\\tb\"", R"("a\u0009b")"},
      {R"("\N\_\L\P")", "\"\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9\""},
      {R"("\x41\u00e9\U0001F600")", "\"Aé😀\""},
      {R"("a\x00b")", R"("a\u0000b")"},
      {"\"a\\\n   b\"", R"("ab")"},
      {"\"a\n   b\n\n   c\"", R"("a b\u000ac")"},
      {"\"a\xC2\x85"
       "b\"",
       R"("a b")"},
      {"\"a\xE2\x80\xA8"
       "b\"",
       "\"a\xE2\x80\xA8"
       "b\""},
  });
}

TEST(YamlScalarTest, EscapesThatKubectlRefuses) {
  constexpr Case kCases[] = {
      {R"("a\/b")", "1:6 \\/ is not a valid escape in YAML"},
      {R"("a\q")", "1:6 invalid escape in double quotes"},
      {R"("\ud83d")",
       "1:7 this escape is not a valid character: kubectl rejects surrogates in YAML, even in "
       "pairs"},
      {R"("\ud83d\ude00")",
       "1:7 this escape is not a valid character: kubectl rejects surrogates in YAML, even in "
       "pairs"},
      {R"("\U00110000")",
       "1:7 this escape is not a valid character: kubectl rejects surrogates in YAML, even in "
       "pairs"},
      {R"("\x4")",
       "1:7 this escape requires more hexadecimal digits: \\xHH, \\uHHHH, or \\UHHHHHHHH"},
  };
  ExpectValues(kCases);
}

TEST(YamlScalarTest, Keys) {
  struct KeyCase {
    std::string_view yaml;
    std::string_view json;
  };
  constexpr KeyCase kCases[] = {
      {"1", "1"},
      {"014", "12"},
      {"0x1F", "31"},
      {"1e3", "1000"},
      {"1.0", "1"},
      {"1e6", "1e+06"},
      {"1.5", "1.5"},
      {"1e21", "1e+21"},
      {"123456789.0", "1.2345679e+08"},
      {"0.00001", "1e-05"},
      {".inf", ".inf"},
      {"-.inf", "-.inf"},
      {".nan", ".nan"},
      {"1e300", ".inf"},
      {"yes", "true"},
      {"on", "true"},
      {"y", "true"},
      {"n", "false"},
      {"no", "false"},
      {"2001-01-01", "2001-01-01"},
      {"!!str 1", "1"},
      {"\"<<\"", "<<"},
      {"a b", "a b"},
      {"? long", "long"},
      {"-0", "0"},
      {"!!binary YQ==", "a"},
      {"18446744073709551616", "1.8446744e+19"},
  };
  for (const KeyCase& row : kCases) {
    EXPECT_EQ(ReadBytes(absl::StrCat(row.yaml, row.yaml[0] == '?' ? "\n: x\n" : ": x\n")).Json(),
              absl::StrCat("[{\"", row.json, "\":\"x\"}]"))
        << row.yaml;
  }
  for (const std::string_view key : {"~", "null", "!!null ''", "18446744073709551615"}) {
    EXPECT_EQ(ReadBytes(absl::StrCat("b: c\n", key, ": x\n")).Error().substr(4),
              "a key cannot be null or a number above int64")
        << key;
  }
}

}  // namespace
}  // namespace svcenv
