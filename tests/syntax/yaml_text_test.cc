// YAML streams: documents, structure, and error messages.
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/syntax/to_json.h"

namespace svcenv {
namespace {

TEST(YamlTextTest, Documents) {
  constexpr char kBadSeparator[] =
      "a line that begins with --- separates documents and can only contain a comment after it";
  const std::string bad_second = absl::StrCat("2:1 ", kBadSeparator);
  const std::string bad_first = absl::StrCat("1:1 ", kBadSeparator);
  ExpectOutcomes({
      {"", "[]"},
      {"\n\n", "[]"},
      {"# only a comment\n", "[]"},
      {"null\n", "[]"},
      {"~", "[]"},
      {"a: 1", R"([{"a":1}])"},
      {"---\na: 1\n", R"([{"a":1}])"},
      {"---\n---\na: 1\n---\n---\n", R"([{"a":1}])"},
      {"a: 1\n---\nb: 2\n", R"([{"a":1},{"b":2}])"},
      {"a: 1\r\n---\r\nb: 2\r\n", R"([{"a":1},{"b":2}])"},
      {"a: 1\n--- # c\nb: 2\n", R"([{"a":1},{"b":2}])"},
      {"a: 1\n---#c\nb: 2\n", R"([{"a":1},{"b":2}])"},
      {"a: 1\n---  \t \nb: 2", R"([{"a":1},{"b":2}])"},
      {"a: 1\n---\xC2\xA0\nb: 2", R"([{"a":1},{"b":2}])"},
      {"a: 1\n---\n# c\n---\nnull\n---\nb: 2\n", R"([{"a":1},{"b":2}])"},
      {"a: 1\n--- {b: 2}\n", bad_second},
      {"a: 1\n---foo\n", bad_second},
      {"a: 1\n----\n", bad_second},
      {"---foo\n", bad_first},
      {"a: 1\n ---\n", R"([{"a":"1 ---"}])"},
      {"a: |\n  x\n---\nb: 2\n", R"([{"a":"x\u000a"},{"b":2}])"},
      {"a: \"x\n---\ny\"\n", "1:4 this quoted string has no closing quote"},
      {"a: [x,\n---\ny]\n", "2:1 expected a value"},
      {"a: 1\n...\n---\nb: 2\n", R"([{"a":1},{"b":2}])"},
      {"...\na: 1\n", "1:1 expected a value"},
      {"\xEF\xBB\xBF"
       "a: 1\n---\n\xEF\xBB\xBF"
       "b: 2\n",
       R"([{"a":1},{"b":2}])"},
      {"a: 1\n\xEF\xBB\xBF"
       "b: 2\n",
       "[{\"a\":1,\"\xEF\xBB\xBF"
       "b\":2}]"},
      {"a: x\xEF\xBB\xBFy\n", "[{\"a\":\"x\xEF\xBB\xBFy\"}]"},
  });
}

TEST(YamlTextTest, RootsThatAreNoObjects) {
  constexpr std::string_view kMessage = "a document must be a map with apiVersion and kind";
  for (const std::string_view yaml :
       {"x\n", "1\n", "- a\n", "[a]\n", "\"x\"\n", "hello world\n", "yes\n"}) {
    EXPECT_EQ(OutcomeOf(yaml), absl::StrCat("1:1 ", kMessage)) << yaml;
  }
  const ReadOutcome outcome = ReadBytes("a: 1\n---\n- x\n---\nb: 2\n");
  EXPECT_EQ(outcome.Json(), R"([{"a":1}])");
  EXPECT_EQ(outcome.Error(), absl::StrCat("3:1 ", kMessage));
}

TEST(YamlTextTest, Directives) {
  for (const std::string_view yaml : {"%YAML 1.2\n---\na: 1\n", "%YAML 1.1\n---\na: 1\n",
                                      "%TAG ! tag:x,2000:\n---\na: 1\n", "%FOO\n"}) {
    EXPECT_TRUE(absl::StrContains(OutcomeOf(yaml), "kubectl does not support % directives"))
        << yaml;
  }
  EXPECT_EQ(OutcomeOf("%YAML 1.1\r---\ra: 1\n"), R"([{"a":1}])");
  EXPECT_EQ(OutcomeOf("%YAML 1.2\r---\ra: 1\n"), "1:1 kubectl supports only YAML 1.1");
}

TEST(YamlTextTest, AnchorsAndAliases) {
  ExpectOutcomes({
      {"a: &x 1\nb: *x\n", R"([{"a":1,"b":1}])"},
      {"a: &x {p: [1]}\nb: *x\nc: [*x]\n", R"([{"a":{"p":[1]},"b":{"p":[1]},"c":[{"p":[1]}]}])"},
      {"a: &x 1\nb: &x 2\nc: *x\n", R"([{"a":1,"b":2,"c":2}])"},
      {"&x a: b\nc: *x\n", R"([{"a":"b","c":"a"}])"},
      {"a: &x b\n*x : c\n", R"([{"a":"b","b":"c"}])"},
      {"a: &x 1e6\n*x : c\n", R"([{"1e+06":"c","a":1000000}])"},
      {"a: &x\nb: *x\n", R"([{"a":null,"b":null}])"},
      {"a: &x-1_Z 1\nb: *x-1_Z\n", R"([{"a":1,"b":1}])"},
      {"a: &x !!str 1\nb: *x\nc: !!str &y 2\nd: *y\n", R"([{"a":"1","b":"1","c":"2","d":"2"}])"},
      {"a: &a.b 1\n", "1:4 an anchor name must consist of letters, digits, '-', and '_'"},
      {"a: *\n", "1:4 an alias name must consist of letters, digits, '-', and '_'"},
      {"a: *x\n", "1:4 anchor not found before this alias"},
      {"a: &x 1\n---\nb: *x\n", "3:4 anchor not found before this alias"},
      {"a: &x [*x]\n", "1:8 the value of this anchor contains itself"},
      {"a: &x {b: [&x 1, *x]}\n", R"([{"a":{"b":[1,1]}}])"},
      {"a: &x {b: 1}\n*x : c\n",
       "2:1 a key must be a scalar, but this alias refers to a list or a map"},
      {"a: &x ~\n*x : c\n", "2:1 a key cannot be null or a number above int64"},
  });
}

TEST(YamlTextTest, MergeKeys) {
  ExpectOutcomes({
      {"x: &x {a: 1, b: 2}\nr: {<<: *x, a: 3}\n", R"([{"r":{"a":3,"b":2},"x":{"a":1,"b":2}}])"},
      {"x: &x {a: 1}\nr: {a: 3, <<: *x}\n", R"([{"r":{"a":1},"x":{"a":1}}])"},
      {"x: &x {a: 1}\nz: &z {a: 2, c: 3}\nr: {<<: [*x, *z]}\n",
       R"([{"r":{"a":1,"c":3},"x":{"a":1},"z":{"a":2,"c":3}}])"},
      {"x: &x {a: 1}\nz: &z {a: 2}\nr: {<<: *x, <<: *z}\n",
       R"([{"r":{"a":2},"x":{"a":1},"z":{"a":2}}])"},
      {"r: {<<: {a: 1, b: {c: 2}}}\n", R"([{"r":{"a":1,"b":{"c":2}}}])"},
      {"x: &x {<<: {a: 1}, b: 2}\nr: {<<: *x}\n", R"([{"r":{"a":1,"b":2},"x":{"a":1,"b":2}}])"},
      {"r: {<<: []}\n", R"([{"r":{}}])"},
      {"r: {\"<<\": x}\n", R"([{"r":{"<<":"x"}}])"},
      {"r: {! \"<<\": {a: 1}}\n", R"([{"r":{"a":1}}])"},
      {"r: {!!merge x: {a: 1}}\n", R"([{"r":{"x":{"a":1}}}])"},
      {"r: {!!merge \"<<\": {a: 1}}\n", R"([{"r":{"a":1}}])"},
      {"a: &m <<\nb: {*m : x}\n", R"([{"a":"<<","b":{"<<":"x"}}])"},
      {"<<: {a: 1}\nb: 2\n", R"([{"a":1,"b":2}])"},
      {"r: {<<: text}\n", "1:9 the merge key << requires a map or a list of maps"},
      {"r: {<<: }\n", "1:9 the merge key << requires a map or a list of maps"},
      {"x: &x [1]\nr: {<<: *x}\n", "2:9 the merge key << requires a map or a list of maps"},
      {"r: {<<: [{a: 1}, b]}\n", "1:18 the merge key << requires a map or a list of maps"},
  });
}

TEST(YamlTextTest, ControlCharacters) {
  constexpr std::string_view kMessage =
      "control characters are not allowed in YAML, not even in comments";
  for (const std::string_view bad :
       {"\x01", "\x07", "\x1B", "\x7F", "\xC2\x80", "\xC2\x9F", "\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    EXPECT_EQ(OutcomeOf(absl::StrCat("a: x", bad, "\n")), absl::StrCat("1:5 ", kMessage));
    EXPECT_EQ(OutcomeOf(absl::StrCat("é: 1 # ", bad, "\n")), absl::StrCat("1:8 ", kMessage));
  }
  EXPECT_EQ(OutcomeOf(std::string_view("a: \0", 4)), absl::StrCat("1:4 ", kMessage));
}

TEST(YamlTextTest, LineBreaks) {
  ExpectOutcomes({
      {"a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 3\r\n", R"([{"a":1,"b":"x\u000ay\u000a","c":3}])"},
      {"a: 1\rb: 2\r", R"([{"a":1,"b":2}])"},
      {"a: \"x\r\r\ny\"\n", R"([{"a":"x y"}])"},
      {"a: \"x\r\r\r\ny\"\n", R"([{"a":"x\u000ay"}])"},
      {"a: |\n  x", R"([{"a":"x\u000a"}])"},
      {"a: |+\n  x\n\n\nb: 1\n", R"([{"a":"x\u000a\u000a\u000a","b":1}])"},
      {"a: 1\xC2\x85"
       "b: 2\n",
       R"([{"a":1,"b":2}])"},
  });
}

TEST(YamlTextTest, Tabs) {
  constexpr std::string_view kMessage = "tabs are not allowed for indentation";
  ExpectOutcomes({
      {"\ta: 1\n", absl::StrCat("1:1 ", kMessage)},
      {"a:\n\tb: 1\n", absl::StrCat("2:1 ", kMessage)},
      {"a: 1\n\t\nb: 2\n", absl::StrCat("2:1 ", kMessage)},
      {"a: 1\n\t# c\nb: 2\n", absl::StrCat("2:1 ", kMessage)},
      {"a:\n  b: x\n\t y\n", absl::StrCat("3:1 ", kMessage)},
      {"a: |\n\tx\n", "2:1 a block scalar cannot be indented with a tab"},
      {"a:\t1\t# c\n", R"([{"a":1}])"},
      {"a: {\t\"b\":\t1,\n\t\"c\": x\ty}\n", R"([{"a":{"b":1,"c":"x\u0009y"}}])"},
      {"a:\n- \tb\n", absl::StrCat("2:3 ", kMessage)},
  });
}

TEST(YamlTextTest, BlockTexts) {
  ExpectOutcomes({
      {"a: |\n  x\n   y\n", R"([{"a":"x\u000a y\u000a"}])"},
      {"a: >\n  x\n  y\n\n  z\n", R"([{"a":"x y\u000az\u000a"}])"},
      {"a: |-\n  x\n", R"([{"a":"x"}])"},
      {"a: |1-\n  x\n", R"([{"a":" x"}])"},
      {"a: |-1\n  x\n", R"([{"a":" x"}])"},
      {"a: |\nb: 1\n", R"([{"a":"","b":1}])"},
      {"a: |#c\n  x\n", R"([{"a":"x\u000a"}])"},
      {"a: | # c\n  x\n", R"([{"a":"x\u000a"}])"},
      {"a: |0\n  x\n", "1:4 a block scalar cannot be indented by 0"},
      {"a: | x\n", "1:6 a block scalar must start on the line after | or >"},
      {"a: |\n    \n  x\n",
       "3:3 the indentation of this line does not match the lines it belongs to"},
  });
}

TEST(YamlTextTest, PlainTexts) {
  ExpectOutcomes({
      {"a: x\n  y\n", R"([{"a":"x y"}])"},
      {"a: x\n\n  y\n", R"([{"a":"x\u000ay"}])"},
      {"a: x\n# c\n  y\n",
       "3:3 the indentation of this line does not match the lines it belongs to"},
      {"a: x # c\n  y\n",
       "2:3 the indentation of this line does not match the lines it belongs to"},
      {"a: x\n b: c\n",
       "2:3 \": \" is not allowed here: the line already has a key, or its indentation is wrong"},
      {"a: b: c\n",
       "1:5 \": \" is not allowed here: the line already has a key, or its indentation is wrong"},
      {"a: - b\n", "1:4 a list item (\"- \") is not allowed here"},
      {"a: @x\n", "1:4 an unquoted string cannot begin with @"},
      {"a: `x\n", "1:4 an unquoted string cannot begin with `"},
      {"a: %x\n", "1:4 an unquoted string cannot begin with %"},
      {"a: \"x\" y\n", "1:8 unexpected text after the closing quote"},
      {"a\n", "1:1 a document must be a map with apiVersion and kind"},
      {"a: 1\nb\n", "2:1 expected ':' after this key"},
      {"a:\n  - x\n b: 1\n",
       "3:2 the indentation of this line does not match the lines it belongs to"},
      {"a:\n- x\nb\n- y\n", "3:1 expected ':' after this key"},
      {"a:\n  - x\n  y: 1\n", "3:3 this line does not belong to an item of the list above it"},
  });
}

TEST(YamlTextTest, FlowStyle) {
  constexpr std::string_view kQuestion = "an unquoted string within brackets cannot contain ?";
  ExpectOutcomes({
      {"a: [1, 2, ]\n", R"([{"a":[1,2]}])"},
      {"a: {b: 1, }\n", R"([{"a":{"b":1}}])"},
      {"{a}\n", R"([{"a":null}])"},
      {"{a:b}\n", R"([{"a:b":null}])"},
      {"{\"a\":b}\n", R"([{"a":"b"}])"},
      {"{a:}\n", R"([{"a:":null}])"},
      {"{a:, b: [x:, y:]}\n", R"([{"a:":null,"b":["x:","y:"]}])"},
      {"a: [b: 1, {c: 2}]\n", R"([{"a":[{"b":1},{"c":2}]}])"},
      {"a: [b#c, d #e\n]\n", R"([{"a":["b#c","d"]}])"},
      {"a: [-b, :c]\n", "1:9 expected a value"},
      {"a: [b, , c]\n", "1:8 expected a value"},
      {"a: [,]\n", "1:5 expected a value"},
      {"a: [b?c]\n", absl::StrCat("1:6 ", kQuestion)},
      {"a: {u: http://x?y}\n", absl::StrCat("1:16 ", kQuestion)},
      {"a: \"b?c\"\nd: b?c\n", R"([{"a":"b?c","d":"b?c"}])"},
      {"a: [b\n", "2:1 expected ',' or ']'"},
      {"a: {b: c\nd: e\n", "2:2 expected ',' or '}'"},
      {"a: ]\n", "1:4 expected a value"},
  });
}

TEST(YamlTextTest, Keys) {
  ExpectOutcomes({
      {"[a]: 1\n", "1:1 a key cannot be a list"},
      {"{a: 1}: 1\n", "1:1 a key cannot be a map"},
      {"? [a]\n: 1\n", "1:3 a key cannot be a list"},
      {"a: {{ .Values.x }}\n", "1:5 a key cannot be a map"},
      {"x: 1\n\"a\n b\": 1\n", "2:1 expected ':' after this key"},
  });
  const std::string longest(1022, 'k');
  EXPECT_EQ(OutcomeOf(longest + ": 1\n"), absl::StrCat("[{\"", longest, "\":1}]"));
  EXPECT_FALSE(ReadBytes(std::string(1030, 'k') + ": 1\n").status.ok());
  EXPECT_FALSE(ReadBytes("\"" + std::string(1030, 'k') + "\": 1\n").status.ok());
  EXPECT_TRUE(ReadBytes("? " + std::string(5000, 'k') + "\n: 1\n").status.ok());
  EXPECT_TRUE(ReadBytes("a: " + std::string(3000000, 'k') + "\n").status.ok());
}

TEST(YamlTextTest, TagsThatAreNone) {
  ExpectOutcomes({
      {"a: !e!x 1\n", "1:4 unknown tag handle"},
      {"a: !x{y 1\n", "1:4 this tag does not end where YAML expects it"},
      {"a: !<x 1\n", "1:4 this tag does not end where YAML expects it"},
  });
}

// kubectl does not replace invalid UTF-8 after a byte order mark.
TEST(YamlTextTest, BadUtf8AfterAByteOrderMark) {
  EXPECT_EQ(OutcomeOf("\xEF\xBB\xBF"
                      "a: \xFFx\n"),
            "1:5 this byte is not valid UTF-8");
  EXPECT_EQ(OutcomeOf("a: \xFFx\n"), "[{\"a\":\"\xEF\xBF\xBDx\"}]");
}

}  // namespace
}  // namespace svcenv
