// Finds mistakes in manifests: a $(VAR) that stays as it is, a ConfigMap without the key, services
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
  // The soft limit of the stack (RLIMIT_STACK) with which containers run. execve allows a quarter
  // of it, at most 6 MiB, for arguments and environment (fs/exec.c, bprm_stack_limits).
  uint64_t stack_limit_bytes = 8 << 20;
  // More than this in the variables of a container is `env-too-large`. 0: execve's limit alone.
  uint64_t environment_limit_bytes = 0;
  int threads = 1;  // that compute environments; the findings do not depend on it
};

// Returns the findings of all workloads and Services and those of Load, one per cause, sorted by
// file, line, and column: what is the same in a Deployment and its pods is reported at the
// Deployment, and Finding::text names the pods. Drops what an object's annotation
// svcenv.io/lint-ignore or a comment svcenv:ignore names. Stops at nothing: a container that cannot
// start is a finding. Safe from many threads. The cost grows with the manifests and the services,
// not with their product.
std::vector<Finding> Lint(const Manifests& manifests, const LintSettings& settings = {});

struct LintCode {
  std::string_view code;       // Finding::code
  Finding::Severity severity;  // of its findings
  std::string_view summary;    // one sentence without a full stop
};

// Returns the codes that Lint reports, errors first. They are stable; docs/lint.md has an example
// of each. The strings live as long as the program.
std::vector<LintCode> LintCodes();

}  // namespace svcenv

#endif  // SVCENV_LINT_H_
