// Format github: workflow commands for GitHub Actions, `::error file=…,line=…::message`.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/findings_formats.h"
#include "svcenv/render/findings_message.h"

namespace svcenv {
namespace {

// Escape strings as the runner unescapes them (actions/runner, ActionCommand.cs).
std::string EscapedData(std::string_view text) {
  return absl::StrReplaceAll(text, {{"%", "%25"}, {"\r", "%0D"}, {"\n", "%0A"}});
}

std::string EscapedProperty(std::string_view text) {
  return absl::StrReplaceAll(
      text, {{"%", "%25"}, {"\r", "%0D"}, {"\n", "%0A"}, {":", "%3A"}, {",", "%2C"}});
}

std::string_view CommandOf(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "notice";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      break;
  }
  return "error";
}

}  // namespace

void WriteFindingsGithub(FindingsSpan findings, const Sources& sources, RemedyPhrase /*phrase*/,
                         const PeopleOptions& /*options*/, Output* output) {
  for (const Diagnostic& finding : findings) {
    output->Append(absl::StrCat("::", CommandOf(finding.severity), " "));
    if (finding.position.known()) {
      const Location at = sources.Locate(finding.position);
      output->Append(absl::StrCat("file=", EscapedProperty(Visible(at.file)), ","));
      if (at.line > 0) output->Append(absl::StrCat("line=", at.line, ",col=", at.column, ","));
      const uint32_t end = EndColumnOf(finding, sources);
      if (end > 0) output->Append(absl::StrCat("endColumn=", end, ","));
    }
    output->Append(absl::StrCat("title=", EscapedProperty(finding.code),
                                "::", EscapedData(ReviewMessage(finding)), "\n"));
  }
}

}  // namespace svcenv
