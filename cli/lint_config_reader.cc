#include "cli/lint_config_reader.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/errors.h"
#include "re2/re2.h"
#include "svcenv/check/rule.h"
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/text.h"

namespace svcenv::cli {
namespace {

constexpr Severity kSeverities[] = {Severity::kError, Severity::kWarning, Severity::kInfo};

void Error(Decoder& decoder, std::string message, std::string remedy, Position position) {
  decoder.Error("config", std::move(message), std::move(remedy), position);
}

// "did you mean A?", or all that there are.
std::string OfferOf(std::string_view word, const std::vector<std::string_view>& names) {
  return Offer(word, std::vector<std::string>(names.begin(), names.end()), "name");
}

// As ReadFields, but a key that the table does not have is an error of the configuration.
template <typename T, size_t N>
void ReadKeys(Decoder& decoder, const Field<T> (&fields)[N], T& object) {
  decoder.Map([&](std::string_view key) {
    std::vector<std::string_view> names;
    for (const Field<T>& field : fields) {
      if (field.name == key) return field.read(decoder, object);
      names.push_back(field.name);
    }
    Error(decoder, "there is no such key", OfferOf(key, names), decoder.reader().key().position);
    decoder.reader().Skip();
  });
}

bool IsCode(Decoder& decoder, const Located& code) {
  if (FindRule(code.text) != nullptr) return true;
  std::vector<std::string_view> codes;
  for (const Rule& rule : Rules()) codes.push_back(rule.code);
  Error(decoder, absl::StrCat("there is no code '", code.text, "'"), OfferOf(code.text, codes),
        code.position);
  return false;
}

void ReadDisable(Decoder& decoder, LintConfig& config) {
  for (const Located& code : decoder.Texts()) {
    if (IsCode(decoder, code)) config.disabled.emplace(code.text);
  }
}

std::optional<Severity> ReadSeverity(Decoder& decoder) {
  const Located text = decoder.LocatedText();
  std::vector<std::string_view> names;
  for (const Severity severity : kSeverities) {
    if (SeverityName(severity) == text.text) return severity;
    names.push_back(SeverityName(severity));
  }
  if (!text.text.empty()) {
    Error(decoder, absl::StrCat("'", text.text, "' is no severity"),
          absl::StrCat("write ", absl::StrJoin(names, ", "), "; `disable` takes the code away"),
          text.position);
  }
  return std::nullopt;
}

void ReadSeverities(Decoder& decoder, LintConfig& config) {
  decoder.Map([&](std::string_view) {
    const Located code = decoder.reader().key();
    const bool known = IsCode(decoder, code);
    const std::optional<Severity> severity = ReadSeverity(decoder);
    if (known && severity.has_value()) config.severities[std::string(code.text)] = *severity;
  });
}

void ReadImage(Decoder& decoder, Application& application) {
  const Located image = decoder.LocatedText();
  application.image = std::string(image.text);
  if (image.empty()) return;
  const RE2 pattern(application.image, RE2::Quiet);
  if (pattern.ok()) return;
  Error(decoder, absl::StrCat("it is no regular expression: ", pattern.error()),
        "write one that RE2 takes: '(^|/)flagd$' is any image of that name, '\\.' is a point",
        image.position);
}

constexpr Field<Application> kApplicationFields[] = {
    {"image", ReadImage},
    {"variables",
     [](Decoder& d, Application& a) {
       for (const Located& name : d.Texts()) a.variables.emplace_back(name.text);
     }},
};

void ReadApplications(Decoder& decoder, LintConfig& config) {
  decoder.List([&](int) {
    const Position position = decoder.position();
    Application application;
    ReadKeys(decoder, kApplicationFields, application);
    if (decoder.failed()) return;
    if (application.image.empty() || application.variables.empty()) {
      Error(decoder, "an application needs an image and variables",
            "write - {image: '(^|/)flagd$', variables: [FLAGD_PORT]}", position);
    }
    config.applications.push_back(std::move(application));
  });
}

constexpr Field<LintConfig> kFields[] = {
    {"disable", ReadDisable},
    {"severity", ReadSeverities},
    {"complete", [](Decoder& d, LintConfig& c) { c.complete = d.Bool(false); }},
    {"applications", ReadApplications},
};

class Sink : public DocumentSink {
 public:
  Sink(Arena& arena, Diagnostics* diagnostics) : arena_(arena), diagnostics_(*diagnostics) {}

  void Document(const Item&, Reader& reader) override {
    Decoder decoder(reader, arena_, diagnostics_);
    if (seen_) {
      Error(decoder, "there is more than one document", "keep one, without a line of ---",
            reader.position());
      return reader.Skip();
    }
    seen_ = true;
    ReadKeys(decoder, kFields, config);
  }
  void DropItems() override {}

  LintConfig config;

 private:
  Arena& arena_;
  Diagnostics& diagnostics_;
  bool seen_ = false;
};

}  // namespace

LintConfig ReadLintConfig(const Sources& sources, uint32_t file, Arena& arena,
                          Diagnostics* diagnostics) {
  Sink sink(arena, diagnostics);
  Diagnostics losses;
  const absl::Status status = ReadDocuments(sources, file, arena, sink, losses);
  // What kubectl drops without a word is a mistake here.
  for (Diagnostic& loss : losses) {
    loss.severity = Severity::kError;
    loss.message = loss.code == "duplicate-key" ? "this key stands more than once in the map"
                                                : "what stands here is not read";
    diagnostics->push_back(std::move(loss));
  }
  if (!status.ok()) {
    Diagnostic error = FromStatus(status);
    if (absl::StrContains(error.message, "apiVersion")) {  // it is no manifest
      error.message = "the configuration must be a map";
      error.remedy = "begin it with a key, like disable: [links-unused]";
    }
    diagnostics->push_back(std::move(error));
  }
  return std::move(sink.config);
}

}  // namespace svcenv::cli
