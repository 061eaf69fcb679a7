// The policy of an admission hook: a YAML file that its operator writes.
//
//   mode: enforce
//   links: minimal
//   warn: [reference-unresolved, service-collision]
//   deny: [env-too-large]
//   exempt:
//     namespaces: [kube-system]
//     labels: app.kubernetes.io/managed-by=legacy
//     images: ['(^|/)flagd$']
//   limits: {stack: 8Mi, environment: 1Mi}
#ifndef SVCENV_ADMISSION_POLICY_H_
#define SVCENV_ADMISSION_POLICY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "re2/re2.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/check/size.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/selector.h"

namespace svcenv {

// How the hook changes the link variables of a pod.
enum class LinksPolicy {
  kUnchanged,  // leave pods unchanged and ignore their annotation
  kAll,        // enableServiceLinks: true
  kNone,       // enableServiceLinks: false
  kMinimal,    // false, plus the variables to which each container's spec refers
  kAnnotated,  // follow the pod's annotation; without one, leave the pod unchanged
};

// What the hook does with the decisions of the policy.
enum class PolicyMode {
  kEnforce,  // patch, deny, and warn
  kWarn,     // only warn, also about what the policy would patch or deny
  kAudit,    // answer as if there were no policy; the decision is only in ReviewAnswer
};

// Returns "enforce", "warn", or "audit".
std::string_view NameOf(PolicyMode mode);

// The pods that the policy ignores.
struct Exemptions {
  std::vector<std::string> namespaces;
  std::optional<Selector> labels;
  // Match anywhere in an image name without tag and digest. One matching container is enough.
  std::vector<std::shared_ptr<const RE2>> images;

  // Returns whether all pods of the namespace are exempt.
  bool ExemptsNamespace(std::string_view namespace_) const;
  // Returns whether the pod is exempt by its namespace, its labels, or an image.
  bool Exempts(std::string_view namespace_, const Pod& pod) const;
};

// A parsed policy. Const calls are thread-safe.
struct Policy {
  PolicyMode mode = PolicyMode::kEnforce;
  LinksPolicy links = LinksPolicy::kUnchanged;
  std::vector<std::string> warn;  // lint codes
  std::vector<std::string> deny;
  Exemptions exempt;
  uint64_t stack_limit_bytes = kUsualStackBytes;
  uint64_t environment_limit_bytes = 0;  // 0 applies the kernel's limit

  // Return whether the policy warns about, or denies, pods for which lint reports `code`.
  bool Warns(std::string_view code) const;
  bool Denies(std::string_view code) const;
  // Returns whether reviews need to run lint at all.
  bool wants_lint() const { return !warn.empty() || !deny.empty(); }
};

struct ParsedPolicy {
  Policy policy;       // do not use it if there are errors
  Diagnostics errors;  // with their positions

  bool ok() const { return errors.empty(); }
};

// Reads the policy from `file`, an index in `sources`.
ParsedPolicy ReadPolicy(Sources& sources, uint32_t file);

struct NamedPolicy {
  std::string name;  // a DNS label; empty for a policy without a name
  Policy policy;
};

struct ParsedPolicies {
  std::vector<NamedPolicy> policies;  // at least one; do not use them if there are errors
  Diagnostics errors;

  bool ok() const { return errors.empty(); }
};

// Reads one policy without a name, or a map of policies under the key `policies`.
ParsedPolicies ReadPolicies(Sources& sources, uint32_t file);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_POLICY_H_
