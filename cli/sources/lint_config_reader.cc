#include "cli/sources/lint_config_reader.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "re2/re2.h"
#include "svcenv/check/rule.h"
#include "svcenv/manifest/configuration.h"
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/fields.h"

namespace svcenv::cli {
namespace {

constexpr Severity kSeverities[] = {Severity::kError, Severity::kWarning, Severity::kInfo};

bool CheckCode(Decoder& decoder, const Located& code) {
  if (IsCode(code.text)) return true;
  std::vector<std::string_view> codes;
  for (const Rule& rule : Rules()) codes.push_back(rule.code);
  return CheckName(decoder, code, "code", codes);
}

void ReadDisable(Decoder& decoder, LintConfig& config) {
  for (const Located& code : decoder.Texts()) {
    if (CheckCode(decoder, code)) config.disabled.emplace(code.text);
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
    ConfigurationError(
        decoder, absl::StrCat("'", text.text, "' is not a valid severity"),
        absl::StrCat("use one of ", absl::StrJoin(names, ", "), ", or list the code in `disable`"),
        text.position);
  }
  return std::nullopt;
}

void ReadSeverities(Decoder& decoder, LintConfig& config) {
  decoder.Map([&](std::string_view) {
    const Located code = decoder.reader().key();
    const bool known = CheckCode(decoder, code);
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
  ConfigurationError(
      decoder, absl::StrCat("not a valid regular expression: ", pattern.error()),
      "use RE2 syntax: '(^|/)flagd$' matches any image of that name, '\\.' matches a dot",
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
      ConfigurationError(decoder, "an application requires an image and variables",
                         "write - {image: '(^|/)flagd$', variables: [FLAGD_PORT]}", position);
    }
    config.applications.push_back(std::move(application));
  });
}

struct WorkloadKind {
  Located kind, path;
};

constexpr Field<WorkloadKind> kWorkloadFields[] = {
    {"kind", [](Decoder& d, WorkloadKind& w) { w.kind = d.LocatedText(); }},
    {"path", [](Decoder& d, WorkloadKind& w) { w.path = d.LocatedText(); }},
};

void ReadWorkloads(Decoder& decoder, LintConfig& config) {
  decoder.List([&](int) {
    const Position position = decoder.position();
    WorkloadKind workload;
    ReadKeys(decoder, kWorkloadFields, workload);
    if (decoder.failed()) return;
    const std::string problem = CustomKinds().Add(workload.kind.text, workload.path.text);
    if (!problem.empty()) {
      ConfigurationError(decoder, problem,
                         "write - {kind: Widget.example.com, path: 'spec.parts[].podTemplate'}",
                         position);
    }
    config.workloads.emplace_back(workload.kind.text, workload.path.text);
  });
}

constexpr Field<LintConfig> kFields[] = {
    {"disable", ReadDisable},
    {"severity", ReadSeverities},
    {"complete", [](Decoder& d, LintConfig& c) { c.complete = d.Bool(false); }},
    {"applications", ReadApplications},
    {"ignore",
     [](Decoder& d, LintConfig& c) {
       for (const Located& glob : d.Texts()) c.ignored.emplace_back(glob.text);
     }},
    {"workloads", ReadWorkloads},
};

}  // namespace

ParsedLintConfig ReadLintConfig(Sources& sources, uint32_t file, Arena& arena) {
  ParsedLintConfig parsed;
  parsed.errors =
      ReadConfiguration(sources, file, arena, "disable: [links-unused]", kFields, parsed.config);
  return parsed;
}

}  // namespace svcenv::cli
