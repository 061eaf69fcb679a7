#include "absl/strings/str_cat.h"
#include "svcenv/render/findings_formats.h"
#include "svcenv/render/terminal_text.h"

namespace svcenv {

void WriteFindingsText(FindingsSpan findings, const Sources& sources, Output* output) {
  for (Diagnostic finding : findings) {
    // Names come from manifests, and this goes to a terminal.
    finding.message = absl::StrCat(Visible(finding.message), " [", finding.code, "]");
    finding.remedy = Visible(finding.remedy);
    finding.container = Visible(finding.container);
    finding.object.namespace_ = Visible(finding.object.namespace_);
    finding.object.name = Visible(finding.object.name);
    output->Append(FormatDiagnostic(finding, sources));
  }
}

}  // namespace svcenv
