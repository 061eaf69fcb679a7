// Positions of values, losses, and excerpts.
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/base/arena.h"
#include "svcenv/syntax/text.h"
#include "tests/syntax/to_json.h"

namespace svcenv {
namespace {

// Records the positions of values under "path" and of keys under "path@".
class PlaceSink : public DocumentSink {
 public:
  explicit PlaceSink(const Sources& sources) : sources_(sources) {}

  void Document(const Item&, Reader& reader) override { Visit("", reader); }
  void DropItems() override { places.clear(); }

  std::map<std::string, std::string> places;

 private:
  std::string Place(Position position) const {
    const Location at = sources_.Locate(position);
    return absl::StrCat(at.line, ":", at.column);
  }

  void Visit(const std::string& path, Reader& reader) {
    places[path] = Place(reader.position());
    if (reader.type() == ValueType::kMap) {
      reader.EnterMap();
      while (reader.NextKey()) {
        const std::string inner = absl::StrCat(path, ".", std::string(reader.key().text));
        places[inner + "@"] = Place(reader.key().position);
        Visit(inner, reader);
      }
    } else if (reader.type() == ValueType::kList) {
      reader.EnterList();
      for (int i = 0; reader.NextItem(); ++i) Visit(absl::StrCat(path, "[", i, "]"), reader);
    } else {
      reader.Skip();
    }
  }

  const Sources& sources_;
};

std::map<std::string, std::string> PlacesOf(std::string bytes) {
  Sources sources;
  const uint32_t file = sources.Add("f", DecodeText(std::move(bytes)));
  Arena arena;
  PlaceSink sink(sources);
  Diagnostics losses;
  EXPECT_TRUE(ReadDocuments(sources, file, arena, sink, losses).ok());
  return sink.places;
}

TEST(PositionsTest, Yaml) {
  const auto places = PlacesOf(
      "a: 1\n"
      "bé: 'x'   # é\n"
      "c: {d: é, e: [1, \"é\", y]}\n"
      "f:\n"
      "  - g: |\n"
      "      text\n"
      "    h: !!str 5\n"
      "i: &x   j\n"
      "k: *x\n"
      "l: &m\n"
      "  nn: o\n"
      "p: *m\n"
      "q:\n"
      "  <<: *m\n");
  const std::map<std::string, std::string> expected = {
      {".a", "1:4"},       {".bé@", "2:1"},     {".bé", "2:5"},      {".c", "3:4"},
      {".c.d", "3:8"},     {".c.e[0]", "3:15"}, {".c.e[1]", "3:18"}, {".c.e[2]", "3:23"},
      {".f", "5:3"},       {".f[0]", "5:5"},    {".f[0].g", "5:8"},  {".f[0].h@", "7:5"},
      {".f[0].h", "7:14"}, {".i", "8:9"},       {".k@", "9:1"},      {".k", "8:9"},
      {".l", "11:3"},      {".l.nn", "11:7"},   {".p", "11:3"},      {".p.nn@", "11:3"},
      {".q.nn", "11:7"},
  };
  for (const auto& [path, place] : expected) {
    EXPECT_EQ(places.count(path) ? places.at(path) : "none", place) << path;
  }
}

TEST(PositionsTest, LineEndsAndMarks) {
  const auto crlf = PlacesOf(
      "\xEF\xBB\xBF"
      "a: 1\r\n---\r\n\xEF\xBB\xBF"
      "b: é\r\nc: d\r\n");
  EXPECT_EQ(crlf.at(".b@"), "3:2");  // the second byte order mark is a character
  EXPECT_EQ(crlf.at(".b"), "3:5");
  EXPECT_EQ(crlf.at(".c"), "4:4");
  const auto utf16 =
      PlacesOf(std::string("\xFF\xFE"
                           "a\0:\0 \0\xE9\0\n\0b\0:\0 \0c\0",
                           20));
  EXPECT_EQ(utf16.at(".b"), "2:4");
  const auto edited = PlacesOf("a: \"it\\'s\"\nb: [x:, é, y]\r\r\nc: \"\\'\" \nd: e\n");
  EXPECT_EQ(edited.at(".b[1]"), "2:9");
  EXPECT_EQ(edited.at(".b[2]"), "2:12");
  EXPECT_EQ(edited.at(".c"), "3:4");
  EXPECT_EQ(edited.at(".d"), "4:4");
}

TEST(PositionsTest, Json) {
  const auto places =
      PlacesOf("{\"a\": 1, \"é\":\n [ true ,null, \"\\u00e9\", -1.5e3], \"c\" : {\"d\":{}}}");
  const std::map<std::string, std::string> expected = {
      {"", "1:1"},      {".a@", "1:2"},    {".a", "1:7"},     {".é@", "1:10"},   {".é", "2:2"},
      {".é[0]", "2:4"}, {".é[1]", "2:10"}, {".é[2]", "2:16"}, {".é[3]", "2:26"}, {".c@", "2:35"},
      {".c", "2:41"},   {".c.d@", "2:42"}, {".c.d", "2:46"},
  };
  for (const auto& [path, place] : expected) {
    EXPECT_EQ(places.count(path) ? places.at(path) : "none", place) << path;
  }
}

TEST(LossesTest, DuplicateKeys) {
  const struct {
    std::string_view text;
    std::string_view json;
    std::string_view place;  // of the one loss; empty: none
  } kCases[] = {
      {"a: 1\nb: 2\na: 3\n", R"([{"a":3,"b":2}])", "1:1"},
      {"a: {b: 1, b: 2}\n", R"([{"a":{"b":2}}])", "1:5"},
      {"1: a\n\"1\": b\n", R"([{"1":"b"}])", "1:1"},
      {"yes: a\non: b\n", R"([{"true":"b"}])", "1:1"},
      {"x: {a: 1, <<: {a: 2}}\n", R"([{"x":{"a":2}}])", "1:5"},
      {"x: {<<: {a: 2}, a: 1}\n", R"([{"x":{"a":1}}])", ""},
      {"x: {<<: {a: 2}, a: 1, a: 3}\n", R"([{"x":{"a":3}}])", "1:17"},
      {"x: {<<: [{a: 2}, {a: 3}]}\n", R"([{"x":{"a":2}}])", ""},
      {R"({"a": 1, "\u0061": 2})", R"([{"a":2}])", "1:2"},
      {"a: ~\nA: 1\n", R"([{"A":1,"a":null}])", ""},
  };
  for (const auto& row : kCases) {
    const ReadOutcome outcome = ReadBytes(std::string(row.text));
    EXPECT_EQ(outcome.Json(), row.json) << row.text << outcome.Error();
    ASSERT_EQ(outcome.losses.size(), row.place.empty() ? 0 : 1) << row.text;
    if (row.place.empty()) continue;
    EXPECT_EQ(outcome.losses[0].code, "duplicate-key");
    EXPECT_FALSE(outcome.losses[0].remedy.empty());
    EXPECT_TRUE(absl::StartsWith(outcome.Loss(0), absl::StrCat(row.place, " "))) << outcome.Loss(0);
  }
}

TEST(LossesTest, ManyKeysInOneMap) {
  std::string text;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&text, "k", i % 60, ": ", i, "\n");
  const ReadOutcome outcome = ReadBytes(text);
  ASSERT_EQ(outcome.losses.size(), 40u);
  EXPECT_TRUE(absl::StartsWith(outcome.Loss(0), "1:1 "));
  EXPECT_TRUE(absl::StartsWith(outcome.Loss(39), "40:1 "));
  EXPECT_TRUE(absl::StrContains(outcome.Json(), "\"k39\":99,"));
}

TEST(LossesTest, IgnoredText) {
  const struct {
    std::string_view text;
    std::string_view json;
    std::string_view place;  // of the one loss; empty: none
  } kCases[] = {
      {"a: 1\n...\nb: 2\n---\nc: 3\n", R"([{"a":1},{"c":3}])", "3:1"},
      {"a: 1\n...\n# c\n\n---\nc: 3\n", R"([{"a":1},{"c":3}])", ""},
      {"a: 1\n... # c\n", R"([{"a":1}])", ""},
      {"a: 1\n...\n...\n", R"([{"a":1}])", ""},
      {"# c\n{a: 1} {b: 2}\n", R"([{"a":1}])", "2:8"},
      {"# c\n{a: 1}\nb: 2\n", R"([{"a":1}])", "3:1"},
      {"  kind: X\ndata: {a: b}\n", R"([{"kind":"X"}])", "2:1"},
      {"a: 1 # c\n# d\n", R"([{"a":1}])", ""},
  };
  for (const auto& row : kCases) {
    const ReadOutcome outcome = ReadBytes(std::string(row.text));
    EXPECT_EQ(outcome.Json(), row.json) << row.text << outcome.Error();
    ASSERT_EQ(outcome.losses.size(), row.place.empty() ? 0 : 1) << row.text;
    if (row.place.empty()) continue;
    EXPECT_EQ(outcome.losses[0].code, "text-ignored");
    EXPECT_TRUE(absl::StartsWith(outcome.Loss(0), absl::StrCat(row.place, " "))) << outcome.Loss(0);
  }
}

// Returns the source line of the first loss, or of the error, or "-" if it must not be shown.
std::string ShownLine(std::string text) {
  const ReadOutcome outcome = ReadBytes(std::move(text));
  const Diagnostic reported =
      outcome.losses.empty() ? FromStatus(outcome.status) : outcome.losses.front();
  EXPECT_TRUE(reported.position.known());
  const std::optional<Excerpt> excerpt = outcome.sources.ExcerptAt(reported.position);
  return excerpt.has_value() ? std::string(excerpt->text) : "-";
}

TEST(ExtentsTest, LinesOfSecretsAreNotShown) {
  EXPECT_EQ(ShownLine("kind: Pod\na: 1\na: 2\n---\nkind: Secret\n"), "a: 1");
  EXPECT_EQ(ShownLine("kind: Secret\n---\nkind: Pod\na: b: c\n"), "a: b: c");
  EXPECT_EQ(ShownLine("kind: ConfigMap\ndata: {x: 1, x: 2}\n"), "data: {x: 1, x: 2}");
  EXPECT_EQ(ShownLine("kind: List\napiVersion: v1\nitems:\n- {kind: Pod, a: 1, a: 2}\n"
                      "- {kind: Secret, data: {b: 3}}\n"),
            "- {kind: Pod, a: 1, a: 2}");
  for (const char* text : {
           "kind: Secret\na: 1\na: 2\n",
           "kind: Secret\na: b: c\n",
           "kind: \"Sec\\x72et\"\na: b: c\n",
           "kind: Secret\na: |\n---\nb: c: d\n",
           "{\"kind\": \"Secret\", \"a\": [tru}",
           "a: 1\na: 2\n",
           "data: {a: 1, a: 2}\n",
           "kind: Scret\ndata: {a: 1, a: 2}\n",
           "kind: Pod\nstringData: {a: 1, a: 2}\n",
           "kind: secret\na: 1\na: 2\n",
           "kind: Sec\na: 1\na: 2\n",
           "kind: Secret\nkind: Pod\ndata: {a: 1}\n",
           "Kind: Secret\ndata: {a: 1, a: 2}\n",
           "kind: SealedSecret\na: 1\na: 2\n",
           "kind: Pod\na: 1\n...\nkind: Secret\n",
           "kind: Pod\na: 1\n...\nstringData: {P: x}\n",
           "kind: Template\nobjects:\n- {kind: Secret, data: {a: 1, a: 2}}\n",
           "{\"kind\":\"AdmissionReview\",\"request\":{\"object\":{\"kind\":\"Secret\",\"a\":1,"
           "\"a\":2}}}",
           "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"a\":1,\"a\":2},{\"kind\":"
           "\"Secret\"}]}",
           "{\"kind\":\"SecretList\",\"apiVersion\":\"v1\",\"items\":[{\"a\":1,\"a\":2}]}",
           "kind: List\napiVersion: v1\nx: &s {kind: Secret, a: 1, a: 2}\nitems: [*s]\n",
           "kind: Secret\nstringData: {P: *hunter2}\n",
           "WORD: \"x\"}} {\"apiVersion\": \"v1\", \"kind\": \"Pod\"}\n",
           "  P: x\n P: y\n- {apiVersion: v1, kind: Pod}\n",
       }) {
    EXPECT_EQ(ShownLine(text), "-") << text;
  }
}

TEST(LossesTest, NameNoKeyWithinAValueOfASecret) {
  for (const char* text : {"kind: Secret\ndata: {P: {hunter2: 1, hunter2: 2}}\n",
                           "kind: Secret\nstringData: {P: [{hunter2: 1, hunter2: 2}]}\n",
                           "kind: Secret\nstringData: {P: {hunter2: 1, <<: {hunter2: 2}}}\n",
                           "kind: Secret\nstringData: {P: *hunter2}\n",
                           "kind: Secret\nstringData: {P: &hunter2 [*hunter2]}\n"}) {
    const ReadOutcome outcome = ReadBytes(text);
    const std::string reported = absl::StrCat(outcome.Error(), outcome.Loss(0));
    EXPECT_NE(reported, "") << text;
    EXPECT_EQ(reported.find("hunter2"), reported.npos) << reported;
  }
  EXPECT_NE(ReadBytes("kind: Pod\na: {hunter2: 1, hunter2: 2}\n").Loss(0).find("hunter2"),
            std::string::npos);
}

}  // namespace
}  // namespace svcenv
