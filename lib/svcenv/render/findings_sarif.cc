// Format sarif: SARIF 2.1.0 (OASIS standard), as one run whose driver lists all rules.
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "svcenv/base/version.h"
#include "svcenv/check/rule.h"
#include "svcenv/render/findings_formats.h"
#include "svcenv/render/result_json.h"
#include "svcenv/render/reviewer_phrase.h"

namespace svcenv {
namespace {

constexpr char kSchema[] =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view LevelOf(Severity severity) {
  return severity == Severity::kInfo ? "note" : SeverityName(severity);
}

Json Text(std::string_view text) { return {{"text", std::string(text)}}; }

Json RulesJson() {
  Json rules = Json::array();
  for (const Rule& rule : Rules()) {
    rules.push_back({{"id", std::string(rule.code)},
                     {"shortDescription", Text(rule.summary)},
                     {"help", Text(absl::StrCat("docs/lint.md, ", rule.code))},
                     {"defaultConfiguration", {{"level", std::string(LevelOf(rule.severity))}}}});
  }
  return rules;
}

// Returns the path as a URI (RFC 3986), relative to the working directory unless it is absolute.
std::string UriOf(std::string_view path) {
  std::string uri = absl::StartsWith(path, "/") ? "file://" : "";
  for (const char c : path) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains("-._~/", c)) {
      uri.push_back(c);
    } else {
      absl::StrAppendFormat(&uri, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

Json LocationJson(const Diagnostic& finding, const Sources& sources) {
  Json location = Json::object();
  if (finding.position.known()) {
    const Location at = sources.Locate(finding.position);
    location["physicalLocation"] = {{"artifactLocation", {{"uri", UriOf(at.file)}}}};
    if (at.line > 0) {
      Json region = {{"startLine", at.line}, {"startColumn", at.column}};
      const uint32_t end = EndColumnOf(finding, sources);
      if (end > 0) region["endColumn"] = end;
      location["physicalLocation"]["region"] = std::move(region);
    }
  }
  if (!finding.object.name.empty()) {
    std::string name = finding.object.ToString();
    if (!finding.container.empty()) absl::StrAppend(&name, ", container ", finding.container);
    if (!finding.field.empty()) absl::StrAppend(&name, ", ", finding.field);
    location["logicalLocations"] = Json::array({{{"fullyQualifiedName", name}}});
  }
  return location;
}

Json ResultJson(const Diagnostic& finding, const Sources& sources) {
  Json result = {{"ruleId", finding.code}};
  if (const Rule* rule = FindRule(finding.code); rule != nullptr) {
    result["ruleIndex"] = rule - Rules().data();
  }
  result["level"] = std::string(LevelOf(finding.severity));
  const std::string help = finding.remedy.ToString(PhraseForReviewer);
  result["message"] = Text(absl::StrCat(finding.message, help.empty() ? "" : "\nhelp: ", help));
  Json location = LocationJson(finding, sources);
  if (!location.empty()) result["locations"] = Json::array({std::move(location)});
  if (!finding.cause.empty()) {
    result["partialFingerprints"] = {{"svcenv/cause/v1", finding.cause}};
  }
  return result;
}

}  // namespace

void WriteFindingsSarif(FindingsSpan findings, const Sources& sources, RemedyPhrase /*phrase*/,
                        const PeopleOptions& /*options*/, Output* output) {
  Json results = Json::array();
  for (const Diagnostic& finding : findings) results.push_back(ResultJson(finding, sources));
  const Json driver = {
      {"name", "svcenv"}, {"semanticVersion", std::string(kVersion)}, {"rules", RulesJson()}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", std::move(results)}};
  output->Append(
      JsonText({{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({run})}}));
  output->Append("\n");
}

}  // namespace svcenv
