// JsonParser accepts the same values as nlohmann, with the same result whether it finds tokens in
// windows or byte by byte.
#include "svcenv/syntax/json_parser.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "tests/syntax/to_json.h"

namespace svcenv {
namespace {

// Records each document as JSON, with the offsets of its values.
class Recorder : public DocumentSink {
 public:
  void Document(const Item& item, Reader& reader) override {
    record += std::to_string(item.end_offset) + " ";
    Record(reader);
    record += "\n";
  }
  void DropItems() override { record += "dropped\n"; }

  std::string record;

 private:
  void Record(Reader& reader) {
    record += "@" + std::to_string(reader.position().offset);
    if (reader.type() == ValueType::kList) {
      record += "[";
      reader.EnterList();
      while (reader.NextItem()) Record(reader);
      record += "]";
    } else if (reader.type() == ValueType::kMap) {
      record += "{";
      reader.EnterMap();
      while (reader.NextKey()) {
        record += std::to_string(reader.key().position.offset);
        record += QuoteJson(reader.key().text) + ":";
        Record(reader);
      }
      record += "}";
    } else {
      record += RenderJson(reader);
    }
  }
};

struct Outcome {
  JsonOutcome outcome = JsonOutcome::kSyntax;
  size_t end = 0;
  std::string record;  // of documents, losses, and the error
};

Outcome Read(const std::string& text) {
  Arena arena;
  Recorder recorder;
  Diagnostics losses;
  DocumentContext context;
  context.file_text = text;
  context.end = static_cast<uint32_t>(text.size());
  context.arena = &arena;
  context.sink = &recorder;
  context.losses = &losses;
  DocumentBuilder builder(context);
  const JsonResult result = JsonParser(text).Read(0, builder);
  Outcome outcome{result.outcome, result.end, ""};
  TextError error = result.error;
  if (result.ok() && !builder.Finish(static_cast<uint32_t>(result.end))) {
    outcome.outcome = JsonOutcome::kRefused;
    error = builder.error();
  }
  outcome.record = recorder.record;
  for (const Diagnostic& loss : losses) outcome.record += loss.message + "\n";
  outcome.record += std::to_string(error.offset) + " " + error.message;
  return outcome;
}

// Reads `text` in a window that simdjson rejects.
Outcome ReadByBytes(const std::string& text) { return Read(text + " \"\x01"); }

// Checks `text` in both ways and returns whether it begins with a JSON value.
bool Check(const std::string& text) {
  const Outcome outcome = Read(text);
  const bool is_json =
      outcome.outcome == JsonOutcome::kRead || outcome.outcome == JsonOutcome::kRefused;
  const std::string value = text.substr(0, outcome.end);
  // nlohmann rejects unpaired surrogates, which encoding/json replaces.
  const bool has_surrogate = absl::StrContains(absl::AsciiStrToLower(value), "\\ud");
  if (outcome.outcome == JsonOutcome::kRead && !has_surrogate) {
    EXPECT_TRUE(nlohmann::json::accept(value)) << text;
  }
  if (outcome.outcome == JsonOutcome::kSyntax && !absl::StartsWith(text, "\xEF\xBB\xBF")) {
    EXPECT_FALSE(nlohmann::json::accept(text)) << text;
  }
  const Outcome by_bytes = ReadByBytes(text);
  const bool is_cut_off =
      outcome.outcome == JsonOutcome::kSyntax &&
      (outcome.end == text.size() || absl::StrContains(outcome.record, "no closing quote"));
  if (!is_cut_off) {
    EXPECT_EQ(by_bytes.outcome, outcome.outcome) << text;
    EXPECT_EQ(by_bytes.end, outcome.end) << text;
    EXPECT_EQ(by_bytes.record, outcome.record) << text;
  }
  return is_json;
}

constexpr std::string_view kTexts[] = {
    R"({})",
    R"( { "a" : [ 1 , -2.5e3 , true , false , null , "x" , [ ] , { } ] } )",
    R"({"kind":"List","apiVersion":"v1","items":[{"kind":"Pod","a":"b\"\\\/\b\f\n\r\té€😀"},{"b":1}]})",
    R"({"a":1,"a":2,"b":{"c":"d","c":[{"e":0}]}})",
    R"({"big":[9223372036854775807,9223372036854775808,-9223372036854775808,-9223372036854775809,18446744073709551616,1e19,1.0,-0,-0.0,1E-400,123456789012345678901234567890]})",
    "{\n  \"lines\": [\n    \"one\",\n    \"two\"\n  ],\n  \"é\": \"\xF0\x9F\x98\x80\"\n}\n",
};

TEST(JsonParserTest, ReadsJson) {
  for (const std::string_view text : kTexts) EXPECT_TRUE(Check(std::string(text))) << text;
  EXPECT_TRUE(Check("{} {\"another\": 1}"));
  EXPECT_TRUE(Check("12\"a\""));
}

TEST(JsonParserTest, RefusesTheRest) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "}",
                           "[",
                           "{]",
                           "[}",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{,}",
                           "{1:2}",
                           "[1 2]",
                           "[1,,2]",
                           "[,1]",
                           "[1,]",
                           "{\"a\" \"b\"}",
                           "{\"a\":1 \"b\":2}",
                           "\"a",
                           "\"a\\\"",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "-",
                           "+1",
                           "1.",
                           ".5",
                           "1e",
                           "1e+",
                           "1e400",
                           "0x1",
                           "nul",
                           "nulls",
                           "truee",
                           "True",
                           "NaN",
                           "{\"a\":\"a\"b}",
                           "{\"a\":1]",
                           "\"\x01\"",
                           "\"\xFF\"",
                           "\xEF\xBB\xBF{}",
                           "'a'",
                           "{\"a\":1/*c*/}"}) {
    EXPECT_FALSE(Check(text)) << text;
  }
}

TEST(JsonParserTest, WindowsJoin) {
  std::string text = "{\"items\": [";
  for (int i = 0; i < 60000; ++i) {
    text += i % 3 == 0 ? "\n" : "";
    text += "{\"n\": " + std::to_string(i) + ", \"text\":\n\n \"some text\\n\"},";
  }
  text += "{}],\"kind\":\"List\",\"apiVersion\":\"v1\"}\n\n";
  ASSERT_GT(text.size(), size_t{2} << 20);
  EXPECT_TRUE(Check(text));
}

TEST(JsonParserTest, MutationsMeanTheSame) {
  std::minstd_rand random(20261125);
  constexpr std::string_view kPieces[] = {
      "{",  "}", "[",    "]",    ",", ":",     "\"", "\\",   "\n", "-",     "0",      "1",
      "e5", ".", "true", "null", " ", "\\u00", "\t", "\\\"", "d8", "items", "\"a\":", "{}"};
  int taken = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text(kTexts[random() % std::size(kTexts)]);
    for (int changes = static_cast<int>(random() % 3); changes >= 0; --changes) {
      const size_t at = random() % (text.size() + 1);
      switch (random() % 3) {
        case 0:
          text.insert(at, kPieces[random() % std::size(kPieces)]);
          break;
        case 1:
          text.erase(at, random() % 3);
          break;
        default:
          text.insert(at, text.substr(random() % (text.size() + 1), random() % 12));
      }
    }
    taken += Check(text) ? 1 : 0;
  }
  EXPECT_GT(taken, 1000);
}

}  // namespace
}  // namespace svcenv
