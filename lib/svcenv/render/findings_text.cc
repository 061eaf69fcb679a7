// Formats text, as FormatDiagnostic shows diagnostics, and short, one line per diagnostic.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "svcenv/render/findings_formats.h"
#include "svcenv/render/findings_message.h"

namespace svcenv {
namespace {

// Sorts the findings of each file by severity, errors first. Keeps the order of the files.
std::vector<const Diagnostic*> ByFileAndSeverity(FindingsSpan findings, const Sources& sources) {
  std::vector<const Diagnostic*> sorted;
  sorted.reserve(findings.size());
  for (const Diagnostic& finding : findings) sorted.push_back(&finding);
  const auto file_of = [&](const Diagnostic* finding) {
    return sources.Locate(finding->position).file;
  };
  for (auto begin = sorted.begin(); begin != sorted.end();) {
    const std::string_view file = file_of(*begin);
    const auto end = std::find_if(
        begin, sorted.end(), [&](const Diagnostic* finding) { return file_of(finding) != file; });
    std::stable_sort(begin, end, [](const Diagnostic* a, const Diagnostic* b) {
      return a->severity > b->severity;
    });
    begin = end;
  }
  return sorted;
}

}  // namespace

void WriteFindingsText(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                       const PeopleOptions& options, Output* output) {
  std::string_view before;
  for (const Diagnostic* finding : ByFileAndSeverity(findings, sources)) {
    output->Append(before);
    output->Append(FormatDiagnostic(*finding, sources, phrase, options));
    before = "\n";
  }
}

// Writes lines in gcc style, where kInfo is called note.
void WriteFindingsShort(FindingsSpan findings, const Sources& sources, RemedyPhrase /*phrase*/,
                        const PeopleOptions& /*options*/, Output* output) {
  for (const Diagnostic& finding : findings) {
    const Location at = sources.Locate(finding.position);
    const std::string place = at.ToString();
    output->Append(absl::StrCat(
        Visible(place), place.empty() ? "" : ": ",
        finding.severity == Severity::kInfo ? "note" : SeverityName(finding.severity), ": ",
        Visible(absl::StrCat(at.line > 0 ? "" : SubjectOf(finding), finding.message)), " [",
        finding.code, "]\n"));
  }
}

}  // namespace svcenv
