#include "svcenv/manifest/configuration.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/nearest.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

class Sink : public DocumentSink {
 public:
  Sink(Arena& arena, absl::FunctionRef<void(Decoder&)> read, Diagnostics* diagnostics)
      : arena_(arena), read_(read), diagnostics_(*diagnostics) {}

  void Document(const Item&, Reader& reader) override {
    Decoder decoder(reader, arena_, diagnostics_);
    if (seen_) {
      ConfigurationError(decoder, "the file has more than one document",
                         "keep one document and remove the --- lines", reader.position());
      return reader.Skip();
    }
    seen_ = true;
    read_(decoder);
  }
  void DropItems() override {}

 private:
  Arena& arena_;
  absl::FunctionRef<void(Decoder&)> read_;
  Diagnostics& diagnostics_;
  bool seen_ = false;
};

// Returns the first word of the text after comments, or of a flow map.
std::string_view FirstWord(std::string_view text) {
  size_t begin = 0;
  while (begin < text.size() && absl::StrContains(" \t\r\n{\"'#", text[begin])) {
    begin = text[begin] == '#' ? std::min(text.find('\n', begin), text.size()) : begin + 1;
  }
  const auto end = std::find_if_not(text.begin() + begin, text.end(), absl::ascii_isalnum);
  return text.substr(begin, static_cast<size_t>(end - text.begin()) - begin);
}

// Returns the extent of the whole text. It is confidential if somebody may have passed a manifest
// of a Secret, or a part of one, as configuration.
Extent ExtentOf(std::string_view text, const std::vector<std::string_view>& keys) {
  const bool may_be_manifest = absl::StrContains(text, "kind") || absl::StrContains(text, "data") ||
                               absl::StrContains(text, "stringData");
  const bool is_configuration = !Nearest(FirstWord(text), keys, 1).empty();
  return {0, static_cast<uint32_t>(text.size()), may_be_manifest || !is_configuration};
}

}  // namespace

void ConfigurationError(Decoder& decoder, std::string message, std::string remedy,
                        Position position) {
  decoder.Error("config", message, std::move(remedy), position);
}

void UnknownKey(Decoder& decoder, std::string_view key,
                const std::vector<std::string_view>& names) {
  if (!IsPlainKey(key)) decoder.set_object({}, /*confidential=*/true);
  ConfigurationError(decoder, "unknown key", SuggestOneOf(key, names),
                     decoder.reader().key().position);
  decoder.reader().Skip();
}

std::string SuggestOneOf(std::string_view word, const std::vector<std::string_view>& names) {
  return SuggestName(word, std::vector<std::string>(names.begin(), names.end()), "name");
}

bool CheckName(Decoder& decoder, const Located& word, std::string_view what,
               const std::vector<std::string_view>& names) {
  if (std::find(names.begin(), names.end(), word.text) != names.end()) return true;
  ConfigurationError(decoder, absl::StrCat("'", word.text, "' is not a valid ", what),
                     SuggestOneOf(word.text, names), word.position);
  return false;
}

Diagnostics ReadConfigurationMap(Sources& sources, uint32_t file, Arena& arena,
                                 std::string_view example,
                                 const std::vector<std::string_view>& keys,
                                 absl::FunctionRef<void(Decoder&)> read) {
  Diagnostics errors;
  Sink sink(arena, read, &errors);
  Diagnostics losses;
  const absl::Status status = ReadDocuments(sources, file, arena, sink, losses);
  sources.SetExtents(file, {ExtentOf(sources.text(file), keys)});
  // Values that kubectl drops silently are errors here.
  for (Diagnostic& loss : losses) {
    loss.severity = Severity::kError;
    loss.message =
        loss.code == "duplicate-key" ? "duplicate key in the map" : "this value is ignored";
    errors.push_back(std::move(loss));
  }
  if (!status.ok()) {
    Diagnostic error = FromStatus(status);
    if (error.code == kNotAMapCode) {
      error.message = "the configuration must be a map";
      error.confidential = true;  // the file may be anything
      error.remedy = absl::StrCat("start the file with a key, for example ", example);
    }
    errors.push_back(std::move(error));
  }
  return errors;
}

}  // namespace svcenv
