// The readers of manifest/ never read outside of their input.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "simdjson.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/go/base64.h"
#include "svcenv/go/number.h"
#include "svcenv/go/timestamp.h"
#include "svcenv/manifest/configuration.h"
#include "svcenv/syntax/document_secrets.h"
#include "svcenv/syntax/json_document.h"
#include "svcenv/syntax/json_parser.h"
#include "svcenv/syntax/json_tokens.h"
#include "svcenv/syntax/text.h"
#include "svcenv/syntax/yaml_scalar.h"
#include "svcenv/syntax/yaml_splitter.h"
#include "tests/bounds/guarded_text.h"
#include "tests/syntax/to_json.h"

namespace svcenv {
namespace {

constexpr std::string_view kYaml =
    "# é\na: &a {b: [1, 2.5e3, ~, 'it''s', \"\\x41\\/\", <<: *a]}\n"
    "c: |-\n  text\n  of lines\nd: !!binary aGk=\n<<: [*a]\ne: 2001-01-01\n--- # next\n"
    "kind: List\napiVersion: v1\nitems:\n- {kind: Pod, kind: Pod}\n...\nlost";
constexpr std::string_view kJson =
    "{\"a\": [1, -2.5e+3, null, true, \"\\u00e9\\ud83d\\ude00\\ud800\", {}], \"kind\": \"List\",\n"
    " \"apiVersion\": \"v1\", \"items\": [{\"k\": \"é\"}, {\"k\": 1e999}]}\n{\"b\": \"x\"}  ";
constexpr std::string_view kBroken[] = {"{\"a\": \"\\",
                                        "{\"a\": \"\\u00",
                                        "{\"a\": tru",
                                        "{\"a\": 12",
                                        "{\"a\" 1}",
                                        "\xEF\xBB\xBF{\"a\": 1}",
                                        "a: \"\\'",
                                        "a: {b:,c}",
                                        "a: !x,y z",
                                        "a: \xE2\x82",
                                        "%YAML 1.2\n---\na: 1",
                                        "a: [b?c]",
                                        "\t- x",
                                        "{{ .Values.x }}",
                                        "\xFF\xFE{\0}\0\x3D",
                                        "a:\r\r\n  b\r\n",
                                        "a: \xEF\xBB\xBFx"};

// Returns the documents, the losses, and the error of a text, with its position.
std::string Read(std::string_view text, Bytes bytes) {
  class Sink : public DocumentSink {
   public:
    void Document(const Item& item, Reader& reader) override {
      absl::StrAppend(&read, item.list_kind, RenderJson(reader), "\n");
    }
    void DropItems() override { read += "dropped\n"; }
    std::string read;
  };
  Sources sources;
  const uint32_t file = sources.Add("f", DecodeText(std::move(bytes)));
  Arena arena;
  Sink sink;
  Diagnostics losses;
  const absl::Status status = ReadDocuments(sources, file, arena, sink, losses);
  std::string result = absl::StrCat(sink.read, MayContainSecret(text), "\n");
  for (const Diagnostic& loss : losses) result += FormatDiagnostic(loss, sources);
  return status.ok() ? result : result + FormatDiagnostic(FromStatus(status), sources);
}

std::string ReadView(std::string_view text) {
  return Read(text, Bytes(text.data(), text.size(), [](const char*, size_t) {}));
}

class ManifestBoundsTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const simdjson::implementation* wanted = simdjson::get_available_implementations()[GetParam()];
    if (!wanted->supported_by_runtime_system()) GTEST_SKIP() << "not on this processor";
    before_ = simdjson::get_active_implementation();
    simdjson::get_active_implementation() = wanted;
  }
  void TearDown() override {
    if (before_ != nullptr) simdjson::get_active_implementation() = before_;
  }

 private:
  const simdjson::implementation* before_ = nullptr;
};

std::vector<std::string> Implementations() {
  std::vector<std::string> names;
  for (const auto* one : simdjson::get_available_implementations()) names.push_back(one->name());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Each, ManifestBoundsTest, testing::ValuesIn(Implementations()),
                         [](const auto& info) { return info.param; });

TEST_P(ManifestBoundsTest, Documents) {
  ExpectStaysWithin(kYaml, ReadView);
  ExpectStaysWithin(kJson, ReadView);
  for (const std::string_view text : kBroken) ExpectStaysWithin(text, ReadView);
}

TEST_P(ManifestBoundsTest, JsonTokens) {
  ExpectStaysWithin(kJson, [](std::string_view text) {
    JsonTokens tokens(text);
    tokens.Seek(0);
    std::string places;
    while (tokens.Next()) absl::StrAppend(&places, tokens.begin(), "-", tokens.end(), " ");
    return absl::StrCat(places, tokens.by_bytes());
  });
}

TEST_P(ManifestBoundsTest, JsonRequests) {
  class Sink : public DocumentSink {
   public:
    void Document(const Item&, Reader& reader) override { read = RenderJson(reader); }
    void DropItems() override {}
    std::string read;
  };
  ExpectStaysWithin(kJson, [](std::string_view text) {
    Sources sources;
    const uint32_t file =
        sources.Add("", Bytes(text.data(), text.size(), [](const char*, size_t) {}));
    Arena arena;
    Sink sink;
    Diagnostics losses;
    const absl::Status status = ReadJsonDocument(sources, file, arena, sink, losses);
    return absl::StrCat(sink.read, status.ok() ? "" : FromStatus(status).message);
  });
}

TEST(ManifestBoundsTest, Scalars) {
  for (const std::string_view text :
       {"-0x1_F", "0b-101", "+1_000.5e-3", ".inf", "1e400", "18446744073709551616", "0o17", "Null",
        "2001-12-14 21:59:43.10 ", "2001-12-14t21:59:43.10-05:00", "aGVsbG8=\r\n", "QQ==", "=<<"}) {
    for (const std::string_view tag : {"", "tag:yaml.org,2002:int", "tag:yaml.org,2002:binary",
                                       "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:float"}) {
      ExpectStaysWithin(text, [&](std::string_view part) {
        const ResolvedScalar resolved = ResolveScalar({part, tag, tag.empty()});
        return absl::StrCat(resolved.kind, " ", resolved.integer, " ", resolved.unsigned_integer,
                            " ", resolved.real, resolved.decoded, resolved.message,
                            KeyText(resolved, part).value_or("<none>"));
      });
    }
    ExpectStaysWithin(text, [](std::string_view part) {
      return absl::StrCat(ParseGoFloat(part).value_or(-1), ParseGoInt(part, 0).value_or(-1),
                          IsAboveFloat(part), IsGoTimestamp(part),
                          DecodeGoBase64(part).value_or("-"), TrimGoSpace(part));
    });
  }
}

TEST(ManifestBoundsTest, Splitter) {
  ExpectStaysWithin("---\na\n--- #c\nb\r\n---x\nc\n---", [](std::string_view text) {
    YamlSplitter splitter(text, 0);
    std::string parts;
    while (splitter.Next() == YamlSplitter::Result::kDocument) {
      absl::StrAppend(&parts, splitter.begin(), "-", splitter.end(), " ");
    }
    return parts;
  });
}

}  // namespace
}  // namespace svcenv
