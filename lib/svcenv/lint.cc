#include "svcenv/lint.h"

#include <utility>

#include "svcenv/check/cause.h"
#include "svcenv/check/lint.h"
#include "svcenv/check/lint_ignore.h"
#include "svcenv/check/rule.h"
#include "svcenv/internal/finding.h"
#include "svcenv/internal/state.h"

namespace svcenv {

std::vector<Finding> Lint(const Manifests& manifests, const LintSettings& settings) {
  const internal::ManifestsState& state = *internal::Access::StateOf(manifests);
  const Cluster& cluster = state.cluster();
  LintOptions options;
  options.resolve = state.resolve_options();
  options.stack_limit_bytes = settings.stack_limit_bytes;
  options.environment_limit_bytes = settings.environment_limit_bytes;
  options.catalog = state.Services();
  options.threads = settings.threads;
  std::vector<LintSubject> subjects;
  for (const Workload& workload : cluster.workloads()) {
    for (const Container* container : AllContainers(workload.pod.spec)) {
      subjects.push_back({&workload, container, {}});
    }
  }
  std::vector<const Service*> services;
  for (const Service& service : cluster.services()) services.push_back(&service);

  Diagnostics findings = state.diagnostics();
  AddFindings(Lint(cluster, options, std::move(subjects), services), &findings);
  ApplyLintIgnore(cluster, &findings);
  SortFindings(cluster.sources(), &findings);
  SetCauses(cluster, &findings);
  return internal::FindingsOf(OnePerCause(cluster, findings), cluster.sources());
}

std::vector<LintCode> LintCodes() {
  std::vector<LintCode> codes;
  for (const Rule& rule : Rules()) {
    codes.push_back({rule.code, internal::SeverityOf(rule.severity), rule.summary});
  }
  return codes;
}

}  // namespace svcenv
