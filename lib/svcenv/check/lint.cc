#include "svcenv/check/lint.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "svcenv/check/lint_context.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {
namespace {

using LintRule = void (*)(const LintContext& lint, Diagnostics* findings);

constexpr LintRule kRules[] = {
    ClusterIpUnassigned,  ConfigKeySkipped,      DuplicateEnv,         KnownAtRuntime,
    LinkVariableCaptured, LinksUnused,           MissingSource,        NameNotForShells,
    NotComputable,        ReferenceInProbe,      ReferenceNotExpanded, ReferenceUnresolved,
    RefusedByApi,         SecretInCommand,       ServiceCollisions,    ServiceNewerThanContainer,
    ServiceNotGiven,      ServiceVariableHidden, ServiceWithoutPorts,  ShellStyleReference,
    SizeNearLimits,       SubPathFails,          ValueAndValueFrom,
};

// A position's file by name, so that the order does not depend on the order of reading.
auto KeyOf(const Sources& sources, const Diagnostic& d) {
  return std::make_tuple(!d.position.known(),
                         d.position.known() ? sources.name(d.position.file) : std::string_view(),
                         d.position.offset, -static_cast<int>(d.severity), std::string_view(d.code),
                         std::string_view(d.object.kind), std::string_view(d.object.namespace_),
                         std::string_view(d.object.name), std::string_view(d.container),
                         std::string_view(d.field), std::string_view(d.message));
}

// What stands at the same place as a refusal only says what comes of it.
void DropToldByRefusals(Diagnostics* findings) {
  std::set<std::pair<uint32_t, uint32_t>> refused;
  for (const Diagnostic& finding : *findings) {
    if (finding.code == "refused-by-api") {
      refused.emplace(finding.position.file, finding.position.offset);
    }
  }
  const auto is_told = [&](const Diagnostic& finding) {
    return (finding.code == "not-computable" || finding.code == "subpath-invalid") &&
           finding.position.known() &&
           refused.count({finding.position.file, finding.position.offset}) != 0;
  };
  findings->erase(std::remove_if(findings->begin(), findings->end(), is_told), findings->end());
}

}  // namespace

void SortFindings(const Sources& sources, Diagnostics* findings) {
  std::sort(findings->begin(), findings->end(), [&](const Diagnostic& a, const Diagnostic& b) {
    return KeyOf(sources, a) < KeyOf(sources, b);
  });
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) {
    return KeyOf(sources, a) == KeyOf(sources, b);
  };
  findings->erase(std::unique(findings->begin(), findings->end(), same), findings->end());
}

Diagnostics Lint(const Cluster& cluster, const LintOptions& options,
                 std::vector<LintSubject> subjects, absl::Span<const Service* const> services) {
  const LintContext context(cluster, options, std::move(subjects), services);
  Diagnostics findings;
  for (const LintRule rule : kRules) rule(context, &findings);
  DropToldByRefusals(&findings);
  SortFindings(cluster.sources(), &findings);
  return findings;
}

}  // namespace svcenv
