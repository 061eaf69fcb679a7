// JSON streams, and the fallback to YAML where JSON ends.
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/syntax/to_json.h"

namespace svcenv {
namespace {

TEST(JsonTextTest, Streams) {
  ExpectOutcomes({
      {R"({"a": 1})", R"([{"a":1}])"},
      {" \n\t{\"a\": [true, false, null, \"x\", {}, []]}\n",
       R"([{"a":[true,false,null,"x",{},[]]}])"},
      {R"({"a": 1}{"b": 2})", R"([{"a":1},{"b":2}])"},
      {"{\"a\": 1}\n\n {\"b\": 2} \r\n\t", R"([{"a":1},{"b":2}])"},
      {"{\"a\": 1} null {\"b\": 2}", R"([{"a":1},{"b":2}])"},
      {"{\"a\":\t1,\n\t\"b\": 2}\n", R"([{"a":1,"b":2}])"},
      {"{\"a\": 1} [1]", "1:10 a document must be a map with apiVersion and kind"},
      {"{\"a\": 1} {} 5", "1:13 a document must be a map with apiVersion and kind"},
      {"[1]", "1:1 a document must be a map with apiVersion and kind"},
  });
}

TEST(JsonTextTest, Texts) {
  ExpectOutcomes({
      {R"({"a": "\"\\\/\b\f\n\r\t\u00e9"})", R"([{"a":"\"\\/\u0008\u000c\u000a\u000d\u0009é"}])"},
      {R"({"a": "\ud83d\ude00"})", R"([{"a":"😀"}])"},
      {R"({"a": "x\ud83dy"})", "[{\"a\":\"x\xEF\xBF\xBDy\"}]"},
      {R"({"a": "\ud83d\ud83d\ude00"})", "[{\"a\":\"\xEF\xBF\xBD😀\"}]"},
      {R"({"a": "\ude00\ud83d"})", "[{\"a\":\"\xEF\xBF\xBD\xEF\xBF\xBD\"}]"},
      {R"({"a": "\\ud83d", "\ud83d": 1})", "[{\"a\":\"\\\\ud83d\",\"\xEF\xBF\xBD\":1}]"},
      {R"({"a": "\u0000"})", R"([{"a":"\u0000"}])"},
      {R"({"a": "yes", "yes": "é日本"})", R"([{"a":"yes","yes":"é日本"}])"},
      {"{\"a\": \"\x7F\"}", "[{\"a\":\"\x7F\"}]"},
      {"\xEF\xBB\xBF{\"a\": \"\xC3\x28\xE2\x82\"}",
       "[{\"a\":\"\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\"}]"},
      {"{\"a\": \"\xC3\x28\xE2\x82\"}", "[{\"a\":\"\xEF\xBF\xBD(\xEF\xBF\xBD\"}]"},
  });
}

TEST(JsonTextTest, Numbers) {
  ExpectOutcomes({
      {R"({"a": [80, 80.0, 8e1, -0, -0.0, 0.5, 1E-3]})", R"([{"a":[80,80,80,0,0,0.5,0.001]}])"},
      {R"({"a": [9223372036854775807, 9223372036854775808, -9223372036854775809]})",
       R"([{"a":[9223372036854775807,9223372036854776000,-9223372036854776000]}])"},
      {R"({"a": [1e20, 1e21, 1e-6, 1e-7, 1e-400]})",
       R"([{"a":[100000000000000000000,1e+21,0.000001,1e-7,0]}])"},
      {R"({"a": 1e400})", "1:7 this number is too large"},
      {R"({"a": 1e400, b: 1})", R"([{"a":"1e400","b":1}])"},
  });
}

TEST(JsonTextTest, DuplicateKeys) {
  const ReadOutcome outcome = ReadBytes(R"({"a": {"x": 1}, "b": 2, "a": {"y": 3}})");
  EXPECT_EQ(outcome.Json(), R"([{"a":{"y":3},"b":2}])");
  ASSERT_EQ(outcome.losses.size(), 1u);
  EXPECT_TRUE(absl::StartsWith(outcome.Loss(0), "1:2 the key \"a\" appears more than once"));
}

// Falls back to YAML at a JSON syntax error in the first or second document.
TEST(JsonTextTest, ChangeToYaml) {
  ExpectOutcomes({
      {"{a: b}\n", R"([{"a":"b"}])"},
      {"{\"a\": 1,}\n", R"([{"a":1}])"},
      {"{\"a\": 1, # c\n \"b\": [2,]}\n", R"([{"a":1,"b":[2]}])"},
      {"{\"a\": \"x\ny\"}\n", R"([{"a":"x y"}])"},
      {"{\"a\": 1}\n---\n{\"b\": 2}\n", R"([{"a":1},{"b":2}])"},
      {"{\"a\": 1}\n---\nb: 2\n---\n{c: 3}\n", R"([{"a":1},{"b":2},{"c":3}])"},
      {"{\"a\": 1}\n# comment\n", R"([{"a":1}])"},
      {"{\"a\": yes}\n", R"([{"a":true}])"},
      {"{\"a\": 1}{\"b\": 2}\n---\n{\"c\": 3}\n", "2:1 this is not a valid number"},
      {"{\"a\": 1}{\"b\": 2} x\n", "1:18 this is not a JSON value"},
      {"{\"a\": 1} }\n", "1:10 expected a value before '}'"},
      {"{\"a\": 1}#\n", "1:9 this is not a JSON value"},
  });
}

TEST(JsonTextTest, YamlStaysYaml) {
  ExpectOutcomes({
      {"---\n{\"a\": \"x\\/y\"}\n", "2:9 \\/ is not a valid escape in YAML"},
      {"# c\n{\"a\": 1}{\"b\": 2}\n", R"([{"a":1}])"},
      {"---\n{\"a\":\t1}\n---\n{\"b\":\t2}\n", R"([{"a":1},{"b":2}])"},
  });
  EXPECT_EQ(OutcomeOf(std::string(4095, ' ') + "{\"a\": \"\\/\"}"), R"([{"a":"/"}])");
  EXPECT_EQ(OutcomeOf(std::string(4096, '\n') + "{\"a\": \"\\/\"}"),
            "4097:8 \\/ is not a valid escape in YAML");
}

TEST(JsonTextTest, Errors) {
  ExpectOutcomes({
      {"{\"a\": 1 \"b\": 2}", "1:9 expected ',' or '}'"},
      {"{\"a\": [1 \"x\" 2}", "1:10 expected ',' or ']'"},
      {"{\"a\" 1", "1:6 expected ':' after the key"},
      {"{\"a\": ", "1:7 unexpected end of input within an object or a list"},
      {"{\"a\": \"x", "1:7 this string has no closing quote"},
      {"{\"a\": \"\\x\" ]", "1:9 invalid escape in a JSON string"},
      {"{\"a\": \"\\u12\" ]", "1:12 \\u requires four hexadecimal digits"},
      {"{\"a\": tru ]", "1:7 this is not a JSON value"},
      {"{\"a\": 1}{\"b\": 2}{\"c\": 3, }", "1:26 unexpected '}' after ','"},
      {"{\"a\": [1, 2}", "1:12 expected ',' or ']'"},
      {"{\"a\": [1, ] ]", "1:11 expected a value before ']'"},
      {"{\"é\": -x ]", "1:7 this is not a valid number"},
      {"{\"a\": 1}{\"b\": 2}{\"c\": [}", "1:24 expected a value before '}'"},
      {"{\"a\": 1}{\"b\": 2}{\"c\": \"x\ny\"}",
       "1:25 unescaped line break or control character in a string"},
      {"{\"a\": 1}{\"b\": 2}{c: 3}", "1:18 a key must be a string in double quotes"},
      {"{a: b", "1:6 expected ',' or '}'"},
  });
}

}  // namespace
}  // namespace svcenv
