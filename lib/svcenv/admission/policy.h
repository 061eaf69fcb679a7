// What an admission hook does, as its operator wants it: a YAML file.
//
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

// What becomes of the variables that services give to a pod.
enum class LinksPolicy {
  kUnchanged,  // pods are left as they are, whatever their annotation says
  kAll,        // enableServiceLinks: true
  kNone,       // enableServiceLinks: false
  kMinimal,    // false, and each container gets the variables that its spec refers to
  kAnnotated,  // as the pod's annotation says; without one the pod is left as it is
};

// Which pods the policy leaves alone.
struct Exemptions {
  std::vector<std::string> namespaces;
  std::optional<Selector> labels;
  // Found in the image's name without its tag and digest; one container of the pod is enough.
  std::vector<std::shared_ptr<const RE2>> images;

  bool HoldsNamespace(std::string_view namespace_) const;
  bool Hold(std::string_view namespace_, const Pod& pod) const;
};

// Safe to share between threads once made.
struct Policy {
  LinksPolicy links = LinksPolicy::kUnchanged;
  std::vector<std::string> warn;  // codes of lint
  std::vector<std::string> deny;
  Exemptions exempt;
  uint64_t stack_limit_bytes = kUsualStackBytes;
  uint64_t environment_limit_bytes = 0;  // 0: what the kernel allows is the limit

  bool Warns(std::string_view code) const;
  bool Denies(std::string_view code) const;
  bool wants_lint() const { return !warn.empty() || !deny.empty(); }
};

struct ParsedPolicy {
  Policy policy;       // do not use it if there are errors
  Diagnostics errors;  // with their positions

  bool ok() const { return errors.empty(); }
};

// Reads the file of `sources` with that number.
ParsedPolicy ReadPolicy(Sources& sources, uint32_t file);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_POLICY_H_
