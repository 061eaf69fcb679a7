// JsonParser and nlohmann make the same of a text, wherever JsonParser takes it.
#include "svcenv/manifest/json_parser.h"

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"
#include "svcenv/manifest/json_stream.h"
#include "svcenv/manifest/json_value.h"

namespace svcenv {
namespace {

// Keeps each document as JSON, with the places of its values.
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
        record += nlohmann::json(std::string(reader.key().text)).dump() + ":";
        Record(reader);
      }
      record += "}";
    } else {
      record += ToJson(reader)->dump();
    }
  }
};

struct Outcome {
  bool read = false;
  bool refused = false;  // by the builder
  size_t end = 0;
  std::string record;  // of documents, losses and the refusal
};

// What `read` makes of `text`, called as read(builder, &outcome).
template <typename Read>
Outcome ReadWith(const std::string& text, Read&& read) {
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
  Outcome outcome;
  read(builder, &outcome);
  if (outcome.read) outcome.refused = !builder.Finish(static_cast<uint32_t>(outcome.end));
  outcome.record = recorder.record;
  for (const Diagnostic& loss : losses) outcome.record += loss.message + "\n";
  if (outcome.refused) outcome.record += builder.error().message;
  return outcome;
}

Outcome Fast(const std::string& text) {
  return ReadWith(text, [&](DocumentBuilder& builder, Outcome* outcome) {
    const JsonParser::Outcome read = JsonParser(text).Read(0, builder, &outcome->end);
    outcome->read = read == JsonParser::Outcome::kRead;
    outcome->refused = read == JsonParser::Outcome::kRefused;
  });
}

Outcome Slow(const std::string& text) {
  return ReadWith(text, [&](DocumentBuilder& builder, Outcome* outcome) {
    JsonStream stream(text);
    const JsonResult result = stream.ReadAndExplain(stream.SkipBlanks(0), builder);
    outcome->read = result.ok;
    outcome->end = result.end;
    outcome->refused = !result.ok && !result.is_syntax && !result.is_huge_number;
  });
}

// Whether JsonParser takes `text`.
bool Compare(const std::string& text) {
  const Outcome fast = Fast(text);
  if (!fast.read && !fast.refused) return false;
  const Outcome slow = Slow(text);
  EXPECT_EQ(fast.read, slow.read) << text;
  EXPECT_EQ(fast.refused, slow.refused) << text;
  // nlohmann takes one byte more to know that a number ends.
  const bool is_number = absl::ascii_isdigit(text[text.find_first_not_of(" \t\r\n-")]);
  if (fast.read && slow.read && !is_number) {
    EXPECT_EQ(fast.end, slow.end) << text;
  }
  EXPECT_EQ(fast.record, slow.record) << text;
  return true;
}

constexpr std::string_view kTexts[] = {
    R"({})",
    R"( { "a" : [ 1 , -2.5e3 , true , false , null , "x" , [ ] , { } ] } )",
    R"({"kind":"List","apiVersion":"v1","items":[{"kind":"Pod","a":"b\"\\\/\b\f\n\r\té€😀"},{"b":1}]})",
    R"({"a":1,"a":2,"b":{"c":"d","c":[{"e":0}]}})",
    R"({"big":[9223372036854775807,9223372036854775808,-9223372036854775808,-9223372036854775809,18446744073709551616,1e19,1.0,-0,-0.0,1E-400,123456789012345678901234567890]})",
    "{\n  \"lines\": [\n    \"one\",\n    \"two\"\n  ],\n  \"é\": \"\xF0\x9F\x98\x80\"\n}\n",
};

TEST(JsonParserTest, TakesWhatIsJson) {
  for (const std::string_view text : kTexts) EXPECT_TRUE(Compare(std::string(text))) << text;
  EXPECT_TRUE(Compare("{} {\"another\": 1}"));
}

TEST(JsonParserTest, LeavesWhatMustBeExplained) {
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
                           "\"\\ud800\"",
                           "\"\\udc00\"",
                           "\"\\ud800\\u0041\"",
                           "01",
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
                           "12\"a\"",
                           "{\"a\":1]",
                           "\"\x01\"",
                           "\"\xFF\"",
                           "\xEF\xBB\xBF{}",
                           "'a'",
                           "{\"a\":1/*c*/}"}) {
    EXPECT_FALSE(Compare(text)) << text;
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
  EXPECT_TRUE(Compare(text));
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
    taken += Compare(text) ? 1 : 0;
  }
  EXPECT_GT(taken, 1000);
}

}  // namespace
}  // namespace svcenv
