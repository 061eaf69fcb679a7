#include "svcenv/check/lint.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "svcenv/base/parallel.h"
#include "svcenv/check/lint_context.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {
namespace {

using LintRule = void (*)(const LintContext& lint, Diagnostics* findings);

// Slow rules come first, so that all threads finish at about the same time.
constexpr LintRule kRules[] = {
    SizeNearLimits,        LinkVariableCaptured, RefusedByApi,
    LinksUnused,           SecretInCommand,      ClusterIpUnassigned,
    ConfigKeySkipped,      DuplicateEnv,         MissingSource,
    NameNotForShells,      NotComputable,        ReferenceInProbe,
    ReferenceNotExpanded,  ReferenceUnresolved,  ServiceCollisions,
    ServiceNotGiven,       LimitRangeViolated,   ServiceNewerThanContainer,
    ServiceVariableHidden, ServiceWithoutPorts,  ShellStyleReference,
    SubPathFails,          ValueAndValueFrom,    DollarEscaped,
    EnvFileInKey,          ReferenceInData,      TrailingNewline,
    MetadataNotOnTemplate,
};

// Compares files by name, so that the order does not depend on the order of reading.
auto KeyOf(const Sources& sources, const Diagnostic& d) {
  return std::make_tuple(!d.position.known(),
                         d.position.known() ? sources.name(d.position.file) : std::string_view(),
                         d.position.offset, -static_cast<int>(d.severity), std::string_view(d.code),
                         std::string_view(d.object.kind), std::string_view(d.object.namespace_),
                         std::string_view(d.object.name), std::string_view(d.container),
                         std::string_view(d.field), std::string_view(d.message));
}

// At the same position as a refused-by-api finding, these only repeat its consequences.
constexpr std::string_view kConsequences[] = {"not-computable",   "subpath-invalid",
                                              "missing-object",   "missing-key",
                                              "optional-missing", "name-not-for-shells"};

void DropConsequences(Diagnostics* findings) {
  std::set<std::pair<uint32_t, uint32_t>> refused;
  for (const Diagnostic& finding : *findings) {
    if (finding.code == "refused-by-api") {
      refused.emplace(finding.position.file, finding.position.offset);
    }
  }
  const auto is_consequence = [&](const Diagnostic& finding) {
    return finding.position.known() &&
           std::find(std::begin(kConsequences), std::end(kConsequences), finding.code) !=
               std::end(kConsequences) &&
           refused.count({finding.position.file, finding.position.offset}) != 0;
  };
  findings->erase(std::remove_if(findings->begin(), findings->end(), is_consequence),
                  findings->end());
}

std::string_view ParentOf(std::string_view field) {
  return field.substr(0, std::min(field.rfind('.'), field.size()));
}

}  // namespace

void AddFindings(Diagnostics of_lint, Diagnostics* of_reader) {
  std::set<std::pair<ObjectName, std::string>> misspelt;  // objects, and field paths in them
  for (const Diagnostic& finding : *of_reader) {
    if (finding.code == "refused-by-api") {
      misspelt.emplace(finding.object, ParentOf(finding.field));
    }
  }
  for (Diagnostic& finding : of_lint) {
    const bool is_explained =
        finding.missing_field &&
        (misspelt.count({finding.object, finding.field}) != 0 ||
         misspelt.count({finding.object, std::string(ParentOf(finding.field))}) != 0);
    if (!is_explained) of_reader->push_back(std::move(finding));
  }
}

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
  std::array<Diagnostics, std::size(kRules)> of_rules;
  ParallelFor(of_rules.size(), options.threads,
              [&](size_t i) { kRules[i](context, &of_rules[i]); });
  Diagnostics findings;
  for (Diagnostics& found : of_rules) AppendDiagnostics(std::move(found), &findings);
  DropConsequences(&findings);
  SortFindings(cluster.sources(), &findings);
  return findings;
}

}  // namespace svcenv
