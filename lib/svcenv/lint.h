// Finds mistakes in manifests: a $(VAR) that is not expanded, a missing ConfigMap key, services
// whose variables collide, an environment that is too large for execve.
//
//   svcenv::Manifests manifests;
//   manifests.Load("shop.yaml", yaml);
//   const std::vector<svcenv::Finding> findings = svcenv::Lint(manifests);
//   for (const svcenv::Finding& finding : findings) std::cout << finding.text << "\n";
#ifndef SVCENV_LINT_H_
#define SVCENV_LINT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "svcenv/svcenv.h"

namespace svcenv {

struct LintSettings {
  // The soft stack limit (RLIMIT_STACK) of containers. execve allows a quarter of it, but at most
  // 6 MiB, for arguments and environment (fs/exec.c, bprm_stack_limits).
  uint64_t stack_limit_bytes = 8 << 20;
  // Reports `env-too-large` if the variables of a container exceed this. 0: only execve's limit.
  uint64_t environment_limit_bytes = 0;
  int threads = 1;  // for computing environments; does not change the findings
};

// Returns the findings of Load and of all workloads and Services, one per cause, sorted by file,
// line, and column. A problem of a Deployment and its pods is reported once, at the Deployment, and
// Finding::text names the pods. Omits codes that the annotation svcenv.io/lint-ignore of an object
// or a comment svcenv:ignore names. Reports a container that cannot start and continues. Safe to
// call concurrently. The cost grows with the manifests and the services, not with their product.
std::vector<Finding> Lint(const Manifests& manifests, const LintSettings& settings = {});

struct LintCode {
  std::string_view code;       // Finding::code
  Finding::Severity severity;  // of its findings
  std::string_view summary;    // one sentence without a final period
};

// Returns the codes that Lint reports, errors first. Codes are stable; docs/lint.md has an example
// of each. The strings are static.
std::vector<LintCode> LintCodes();

}  // namespace svcenv

#endif  // SVCENV_LINT_H_
