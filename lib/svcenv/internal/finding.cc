#include "svcenv/internal/finding.h"

#include <algorithm>
#include <string>

namespace svcenv {

bool HasErrors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == Finding::Severity::kError;
  });
}

namespace internal {

Finding::Severity SeverityOf(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return Finding::Severity::kInfo;
    case Severity::kWarning:
      return Finding::Severity::kWarning;
    case Severity::kError:
      return Finding::Severity::kError;
  }
  return Finding::Severity::kError;
}

Finding FindingOf(const Diagnostic& diagnostic, const Sources& sources) {
  const Location at = sources.Locate(diagnostic.position);
  Finding finding;
  finding.severity = SeverityOf(diagnostic.severity);
  finding.code = diagnostic.code;
  finding.message = diagnostic.message;
  finding.help = diagnostic.remedy.ToString(NeutralPhrase);
  finding.file = std::string(at.file);
  finding.line = static_cast<int>(at.line);
  finding.column = static_cast<int>(at.column);
  finding.object = diagnostic.object.ToString();
  finding.container = diagnostic.container;
  finding.field = diagnostic.field;
  finding.cause = diagnostic.cause;
  finding.text = FormatDiagnostic(diagnostic, sources);
  return finding;
}

std::vector<Finding> FindingsOf(const Diagnostics& diagnostics, const Sources& sources) {
  std::vector<Finding> findings;
  findings.reserve(diagnostics.size());
  for (const Diagnostic& diagnostic : diagnostics) {
    findings.push_back(FindingOf(diagnostic, sources));
  }
  return findings;
}

}  // namespace internal
}  // namespace svcenv
