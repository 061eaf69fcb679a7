// Format json: docs/schemas/lint.schema.json.
#include <string>
#include <utility>

#include "absl/strings/str_replace.h"
#include "svcenv/render/findings_formats.h"
#include "svcenv/render/result_json.h"

namespace svcenv {

namespace {

Json ObjectJson(const ObjectName& object) {
  return {{"kind", object.kind}, {"namespace", object.namespace_}, {"name", object.name}};
}

}  // namespace

Json FindingJson(const Diagnostic& finding, const Sources& sources, RemedyPhrase phrase) {
  const Location at = sources.Locate(finding.position);
  Json related = Json::array();
  for (const ObjectName& object : finding.related) related.push_back(ObjectJson(object));
  return {{"code", finding.code},
          {"severity", std::string(SeverityName(finding.severity))},
          {"message", finding.message},
          {"remedy", finding.remedy.ToString(phrase)},
          {"file", std::string(at.file)},
          {"line", at.line},
          {"column", at.column},
          {"endColumn", EndColumnOf(finding, sources)},
          {"object", ObjectJson(finding.object)},
          {"related", std::move(related)},
          {"container", finding.container},
          {"field", finding.field},
          {"cause", finding.cause}};
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
