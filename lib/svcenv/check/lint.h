// All that is worth telling about workloads and services before they run, and while they do.
//
//   const Diagnostics findings = Lint(cluster, {}, std::move(subjects), services);
//   for (const Diagnostic& finding : findings) {
//     std::cout << FormatDiagnostic(finding, cluster.sources());
//   }
//
// rule.h has the codes; each rule is a function in a file of its own (rule_*.cc).
#ifndef SVCENV_CHECK_LINT_H_
#define SVCENV_CHECK_LINT_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/check/application.h"
#include "svcenv/check/size.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/service_catalog.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

struct LintOptions {
  ResolveOptions resolve;
  uint64_t stack_limit_bytes = kUsualStackBytes;
  // What all variables of a container may take; 0: what the kernel allows is the limit.
  uint64_t environment_limit_bytes = 0;
  std::vector<Application> applications;  // beside those that are known; their patterns are right
  // As for Resolver; null: made for this call.
  std::shared_ptr<const ServiceCatalog> catalog;
  int threads = 1;  // how many may work; the findings do not depend on it
  // Whether the ConfigMaps and Secrets that volumes name were read as those of env were.
  bool check_volumes = false;
};

// A container that is looked at, and what is known of its pod.
struct LintSubject {
  const Workload* workload;
  const Container* container;
  PodFacts facts;
};

// The findings about `subjects` and `services`, sorted by file, line and column, those without a
// place last; none is there twice. Every code is one of Rules(). What concerns a service or a
// namespace is told once, however many containers it bears on. Each value that cannot be computed is
// a finding, and counts as unknown for the other rules. Workloads that are over have none. No
// message holds a Secret's value.
// Each environment is computed once; the cost grows with the manifests and the services, not with
// their product.
Diagnostics Lint(const Cluster& cluster, const LintOptions& options,
                 std::vector<LintSubject> subjects, absl::Span<const Service* const> services);

// Adds what Lint found to what the reader of the manifests did, but for what only comes of the
// latter: that something is missing whose field is misspelt.
void AddFindings(Diagnostics of_lint, Diagnostics* of_reader);

// In the order that Lint promises, each once.
void SortFindings(const Sources& sources, Diagnostics* findings);

}  // namespace svcenv

#endif  // SVCENV_CHECK_LINT_H_
