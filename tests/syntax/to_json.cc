#include "tests/syntax/to_json.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "svcenv/base/arena.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

std::string RenderMap(Reader& reader) {
  std::map<std::string, std::string> entries;
  reader.EnterMap();
  while (reader.NextKey()) {
    std::string key = QuoteJson(reader.key().text);
    entries[std::move(key)] = RenderJson(reader);
  }
  return absl::StrCat("{", absl::StrJoin(entries, ",", absl::PairFormatter(":")), "}");
}

std::string RenderList(Reader& reader) {
  std::vector<std::string> items;
  reader.EnterList();
  while (reader.NextItem()) items.push_back(RenderJson(reader));
  return absl::StrCat("[", absl::StrJoin(items, ","), "]");
}

// Records all calls.
class RecordingSink : public DocumentSink {
 public:
  explicit RecordingSink(ReadOutcome& outcome) : outcome_(outcome) {}

  void Document(const Item& item, Reader& reader) override {
    ReadOutcome::Document document;
    document.in_list = item.in_list;
    document.list_kind = std::string(item.list_kind);
    document.list_api_version = std::string(item.list_api_version);
    document.index = item.index;
    document.position = reader.position();
    document.json = RenderJson(reader);
    if (!item.in_list) first_of_document_ = outcome_.documents.size() + 1;
    if (item.in_list && item.index == 0) first_of_document_ = outcome_.documents.size();
    outcome_.documents.push_back(std::move(document));
  }

  void DropItems() override { outcome_.documents.resize(first_of_document_); }

 private:
  ReadOutcome& outcome_;
  size_t first_of_document_ = 0;
};

std::string PlaceAndMessage(const Sources& sources, const Diagnostic& diagnostic) {
  const Location at = sources.Locate(diagnostic.position);
  return absl::StrCat(at.line, ":", at.column, " ", diagnostic.message);
}

}  // namespace

std::string QuoteJson(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      result.append({'\\', c});
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(&result, "\\u%04x", c);
    } else {
      result.push_back(c);
    }
  }
  return result + "\"";
}

std::string RenderJson(Reader& reader) {
  switch (reader.type()) {
    case ValueType::kNull:
      reader.Skip();
      return "null";
    case ValueType::kBool:
      return reader.Bool() ? "true" : "false";
    case ValueType::kNumber:
      return reader.ReadNumber().ToString();
    case ValueType::kString:
      return QuoteJson(reader.String());
    case ValueType::kList:
      return RenderList(reader);
    case ValueType::kMap:
      return RenderMap(reader);
  }
  return "";
}

std::string ReadOutcome::Json() const {
  return absl::StrCat(
      "[",
      absl::StrJoin(documents, ",",
                    [](std::string* out, const Document& document) { out->append(document.json); }),
      "]");
}

std::string ReadOutcome::Error() const {
  return status.ok() ? "" : PlaceAndMessage(sources, FromStatus(status));
}

std::string ReadOutcome::Loss(size_t i) const {
  return i < losses.size() ? PlaceAndMessage(sources, losses[i]) : "";
}

ReadOutcome ReadBytes(std::string bytes) {
  ReadOutcome outcome;
  outcome.file = outcome.sources.Add("f", DecodeText(std::move(bytes)));
  Arena arena;
  RecordingSink sink(outcome);
  Extents extents;
  ReadOptions options;
  options.extents = &extents;
  outcome.status =
      ReadDocuments(outcome.sources, outcome.file, arena, sink, outcome.losses, options);
  outcome.sources.SetExtents(outcome.file, std::move(extents));
  return outcome;
}

std::string OutcomeOf(std::string_view text) {
  const ReadOutcome outcome = ReadBytes(std::string(text));
  return outcome.status.ok() ? outcome.Json() : outcome.Error();
}

void ExpectOutcomes(std::initializer_list<OutcomeCase> cases) {
  for (const OutcomeCase& row : cases) EXPECT_EQ(OutcomeOf(row.text), row.outcome) << row.text;
}

}  // namespace svcenv
