#include "svcenv/render/yaml_writer.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/render/rendering.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

std::string Write(const Json& value) {
  StringOutput output;
  {
    YamlWriter writer(&output);
    writer.Document(value);
  }
  return output.Take();
}

// Returns difficult strings as values, items, and keys.
Json Difficult() {
  Json value = {{"values", Json::array()}, {"keys", Json::object()}, {"plain", "x"}};
  for (const std::string& text : DifficultTexts()) {
    value["values"].push_back({{"text", text}, {"list", {text, text}}});
    // kubectl does not accept keys longer than 1024 characters or with two lines.
    if (text.find_first_of("\n\r") == std::string::npos) value["keys"][text] = text;
  }
  return value;
}

TEST(YamlWriterTest, KubectlReadsTheSameTexts) {
  const Json value = Difficult();
  const std::vector<Json> read = ReadAsKubectl(Write(value));
  ASSERT_EQ(read.size(), 1u);
  ASSERT_EQ(read[0]["values"].size(), value["values"].size());
  for (size_t i = 0; i < value["values"].size(); ++i)
    EXPECT_EQ(read[0]["values"][i], value["values"][i]);
  EXPECT_EQ(read[0], value);
}

TEST(YamlWriterTest, PyYamlReadsTheSameTexts) {
  const Json value = Difficult();
  const auto read = ReadWithPyYaml(Write(value));
  if (!read.has_value()) GTEST_SKIP() << "/usr/bin/python3 has no PyYAML";
  ASSERT_EQ((*read)["values"].size(), value["values"].size());
  for (size_t i = 0; i < value["values"].size(); ++i)
    EXPECT_EQ((*read)["values"][i], value["values"][i]);
  EXPECT_EQ(*read, value);
}

TEST(YamlWriterTest, OtherTypesStayWhatTheyAre) {
  const Json value = {{"null", nullptr},
                      {"bools", {true, false}},
                      {"integers", {0, -1, 9223372036854775807, INT64_MIN}},
                      {"reals", {0.5, -1.5, 1e21, 1e-7, 1.25e300, 18446744073709551616.0}},
                      {"empty", {{"map", Json::object()}, {"list", Json::array()}, {"text", ""}}},
                      {"nested", {{1, {2, {3}}}, Json::array({Json::array()})}}};
  const std::string text = Write(value);
  EXPECT_EQ(ReadAsKubectl(text), std::vector<Json>{value}) << text;
  const auto read = ReadWithPyYaml(text);
  if (!read.has_value()) GTEST_SKIP() << "/usr/bin/python3 has no PyYAML";
  EXPECT_EQ(*read, value) << text;
}

TEST(YamlWriterTest, WhatNeedsNoQuotesHasNone) {
  EXPECT_EQ(
      Write({{"a", "b"}, {"u", "tcp://h:80/p?"}, {"v", "tcp://h:80/p"}, {"w", {"x-y_z", "A.B"}}}),
      "a: b\nu: \"tcp://h:80/p?\"\nv: tcp://h:80/p\nw:\n- x-y_z\n- A.B\n");
}

TEST(YamlWriterTest, DocumentsAreDivided) {
  StringOutput output;
  {
    YamlWriter writer(&output);
    writer.Document({{"a", 1}});
    writer.Document({{"b", Json::array()}});
  }
  EXPECT_EQ(output.Take(), "a: 1\n---\nb: []\n");
}

TEST(YamlWriterTest, BytesThatAreNoUtf8AreReplaced) {
  EXPECT_EQ(ReadAsKubectl(Write({{"a", "x\xff\xc3y"}})),
            std::vector<Json>{Json({{"a", "x\uFFFD\uFFFDy"}})});
}

}  // namespace
}  // namespace svcenv
