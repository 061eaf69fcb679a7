#include "absl/strings/str_cat.h"
#include "svcenv/render/findings_formats.h"

namespace svcenv {

void WriteFindingsText(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                       Output* output) {
  for (Diagnostic finding : findings) {
    absl::StrAppend(&finding.message, " [", finding.code, "]");
    output->Append(FormatDiagnostic(finding, sources, phrase));
  }
}

}  // namespace svcenv
