// Finds mistakes in workloads and services, both before and while they run.
//
//   const Diagnostics findings = Lint(cluster, {}, std::move(subjects), services);
//   for (const Diagnostic& finding : findings) {
//     std::cout << FormatDiagnostic(finding, cluster.sources());
//   }
//
// rule.h lists the codes. Each rule is a function in its own file, rule_*.cc.
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
  // The limit for all variables of a container; 0: only the kernel's limit applies.
  uint64_t environment_limit_bytes = 0;
  std::vector<Application>
      applications;  // in addition to the built-in ones; patterns must be valid
  // As for Resolver; null: Lint creates one.
  std::shared_ptr<const ServiceCatalog> catalog;
  int threads = 1;  // maximum number of threads; findings do not depend on it
  // Whether to check the ConfigMaps and Secrets of volumes. Requires that the input has them.
  bool check_volumes = false;
};

// A container to check, and the known facts about its pod.
struct LintSubject {
  const Workload* workload;
  const Container* container;
  PodFacts facts;
};

// Returns the findings about `subjects` and `services`, without duplicates, sorted by file, line,
// and column; findings without a position come last. Every code is one of Rules(). A fact about a
// service or a namespace is reported once, however many containers it affects. A value that cannot
// be computed is a finding, and is unknown to the other rules. Skips finished workloads. No message
// contains a Secret's value.
//
// Computes each environment once. The cost grows with the sum of manifests and services, not with
// their product.
Diagnostics Lint(const Cluster& cluster, const LintOptions& options,
                 std::vector<LintSubject> subjects, absl::Span<const Service* const> services);

// Appends Lint's findings to the reader's, except those that a reader error explains: a field that
// is missing because its key is misspelled.
void AddFindings(Diagnostics of_lint, Diagnostics* of_reader);

// Sorts findings in the order of Lint and removes duplicates.
void SortFindings(const Sources& sources, Diagnostics* findings);

}  // namespace svcenv

#endif  // SVCENV_CHECK_LINT_H_
