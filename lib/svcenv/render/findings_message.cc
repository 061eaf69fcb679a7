#include "svcenv/render/findings_message.h"

#include "absl/strings/str_cat.h"
#include "svcenv/base/visible.h"
#include "svcenv/render/reviewer_phrase.h"

namespace svcenv {

std::string SubjectOf(const Diagnostic& finding) {
  std::string subject;
  if (!finding.object.name.empty()) subject = absl::StrCat(finding.object.ToString(), ": ");
  if (!finding.container.empty()) {
    absl::StrAppend(&subject, "container ", finding.container, ": ");
  }
  return subject;
}

std::string IdentityOf(const Diagnostic& finding) {
  if (!finding.cause.empty()) return Visible(finding.cause);
  return Visible(absl::StrCat(finding.code, finding.code.empty() ? "" : " ", SubjectOf(finding),
                              finding.message));
}

std::string ReviewMessage(const Diagnostic& finding) {
  std::string text = Visible(absl::StrCat(SubjectOf(finding), finding.message));
  if (!finding.affects.empty()) absl::StrAppend(&text, "\n", Visible(finding.affects));
  const std::string help = finding.remedy.ToString(PhraseForReviewer);
  if (!help.empty()) absl::StrAppend(&text, "\nhelp: ", Visible(help));
  return text;
}

}  // namespace svcenv
