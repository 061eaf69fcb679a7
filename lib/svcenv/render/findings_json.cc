// Format json: docs/schemas/lint.schema.json.
#include <string>
#include <utility>

#include "absl/strings/str_replace.h"
#include "svcenv/render/findings_formats.h"
#include "svcenv/render/result_json.h"

namespace svcenv {

namespace {

Json ObjectJson(const ObjectName& object) {
  Json json = Json::object();
  json["kind"] = object.kind;
  json["namespace"] = object.namespace_;
  json["name"] = object.name;
  return json;
}

}  // namespace

Json FindingJson(const Diagnostic& finding, const Sources& sources, RemedyPhrase phrase) {
  const Location at = sources.Locate(finding.position);
  Json related = Json::array();
  for (const ObjectName& object : finding.related) related.push_back(ObjectJson(object));
  // Assignments: an initializer list would copy each value.
  Json json = Json::object();
  json["code"] = finding.code;
  json["severity"] = SeverityName(finding.severity);
  json["message"] = finding.message;
  json["remedy"] = finding.remedy.ToString(phrase);
  json["file"] = at.file;
  json["line"] = at.line;
  json["column"] = at.column;
  json["endColumn"] = EndColumnOf(finding, sources);
  json["object"] = ObjectJson(finding.object);
  json["related"] = std::move(related);
  json["container"] = finding.container;
  json["field"] = finding.field;
  json["cause"] = finding.cause;
  return json;
}

void WriteFindingsJson(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                       const PeopleOptions& /*options*/, Output* output) {
  if (findings.empty()) return output->Append("[]\n");
  std::string_view before = "[\n  ";
  for (const Diagnostic& finding : findings) {
    output->Append(before);
    output->Append(
        absl::StrReplaceAll(JsonText(FindingJson(finding, sources, phrase)), {{"\n", "\n  "}}));
    before = ",\n  ";
  }
  output->Append("\n]\n");
}

}  // namespace svcenv
