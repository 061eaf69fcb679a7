// Format gitlab: a Code Quality report, which is a subset of Code Climate's issues.
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "svcenv/base/visible.h"
#include "svcenv/render/findings_formats.h"
#include "svcenv/render/findings_message.h"
#include "svcenv/render/result_json.h"

namespace svcenv {
namespace {

// Returns the severity by which GitLab's widget sorts. "critical" and "blocker" are for
// vulnerability scanners.
std::string_view GitlabSeverity(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "minor";
    case Severity::kError:
      break;
  }
  return "major";
}

// Returns the location, for which GitLab requires a path and a line. GitLab matches paths relative
// to the repository root, without "./".
Json PlaceOf(const Diagnostic& finding, const Sources& sources) {
  const Location at = sources.Locate(finding.position);
  std::string path = Visible(absl::StripPrefix(at.file, "./"));
  if (path.empty()) path = Visible(finding.object.ToString());
  if (path.empty()) path = "svcenv";
  return {{"path", std::move(path)}, {"lines", {{"begin", at.line > 0 ? at.line : 1}}}};
}

}  // namespace

void WriteFindingsGitlab(FindingsSpan findings, const Sources& sources, RemedyPhrase /*phrase*/,
                         const PeopleOptions& /*options*/, Output* output) {
  Json issues = Json::array();
  for (const Diagnostic& finding : findings) {
    // The widget shows one line.
    issues.push_back({{"description", absl::StrReplaceAll(ReviewMessage(finding), {{"\n", "; "}})},
                      {"check_name", finding.code.empty() ? std::string(kFailed) : finding.code},
                      {"fingerprint", IdentityOf(finding)},
                      {"severity", std::string(GitlabSeverity(finding.severity))},
                      {"location", PlaceOf(finding, sources)}});
  }
  output->Append(JsonText(issues));
  output->Append("\n");
}

}  // namespace svcenv
