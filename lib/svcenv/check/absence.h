// Explains why a container has no variable with a name, and which name may have been meant.
//
//   const AbsenceIndex index(cluster, resolver.prefixes());
//   const LookupScope scope{context, index, environment};
//   const Absence absence = WhyAbsent("REDIS_SERVICE_PORT_HTTP", scope);
//   return absence.message;  // "Service shop/redis has no port named http; it has 6379/TCP"
#ifndef SVCENV_CHECK_ABSENCE_H_
#define SVCENV_CHECK_ABSENCE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "svcenv/base/diagnostic.h"
#include "svcenv/base/object_name.h"
#include "svcenv/base/source.h"
#include "svcenv/check/absence_index.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/references.h"

namespace svcenv {

enum class AbsenceReason : uint8_t {
  // The container has the variable, but the reference cannot see it.
  kDefinedLater,  // defined by a later entry of env, or by the entry that refers to it
  kNotForProbes,  // exec probes see only literal env values
  // Services.
  kHeadless,
  kExternalName,
  kNoClusterIp,        // none assigned yet
  kNoSuchPort,         // the service has no such port, or the port has another name
  kLinksOff,           // enableServiceLinks is false
  kOtherNamespace,     // a service with that name exists only in other namespaces
  kServiceNotInInput,  // looks like a link variable, but its service is not in the input
  // ConfigMaps and Secrets.
  kSkippedKey,        // Kubernetes 1.29 and older skip keys that are not valid variable names
  kBinaryKey,         // the key is in binaryData, which env never reads
  kPrefixed,          // envFrom adds a prefix to the key
  kOptionalMissing,   // an optional object or key is missing
  kSourceNotInInput,  // a source of envFrom, which may have the key, is not in the input
  kKeyNotUsed,        // an object in the namespace has the key, but this container does not read it
  // Others.
  kImageVariable,   // set by the image, the runtime, or a shell, which the kubelet cannot see
  kOtherContainer,  // only another container of the pod has it
  kMistyped,        // similar names exist
  kNotDefined,      // none of the above
};

// Returns the stable name for programs: "headless", "defined-later".
std::string_view AbsenceReasonName(AbsenceReason reason);

// Where a name is looked up: the container and what its references can see. Copies share the
// referenced objects, which must outlive every use.
struct LookupScope {
  const PodContext& context;
  const AbsenceIndex& index;
  const Environment& environment;  // of context.container
};

struct Absence {
  AbsenceReason reason = AbsenceReason::kNotDefined;
  std::string message;  // one sentence without a full stop; no Secret's value
  Remedy remedy;
  // Why the variable may still exist in the cluster; empty if it cannot.
  std::string unknown;
  std::vector<std::string> nearest;  // kMistyped: existing names, nearest first
  // The Service that sets none of its variables in any container that refers to them.
  std::optional<ObjectName> service;
  Position position;  // of the cause: the service, the later definition, …
};

// Finds the reasons for many names of one container and caches them. The names and everything that
// `scope` refers to must outlive it.
class AbsenceFinder {
 public:
  explicit AbsenceFinder(const LookupScope& scope) : scope_(scope) {}

  // Returns why the process has no variable `name`, which must not be in the environment. O(log n);
  // O(n) in the existing names if it must search for similar ones.
  Absence Why(std::string_view name);

  // Returns why `reference`, which must have no value, is not expanded.
  Absence Why(const Reference& reference);

 private:
  const LookupScope scope_;
  // Answers that do not depend on the reference, by name and whether a probe refers to it.
  std::map<std::pair<std::string_view, bool>, Absence> cache_;
};

// Return the same for a single name or reference.
Absence WhyAbsent(std::string_view name, const LookupScope& scope);
Absence WhyAbsent(const Reference& reference, const LookupScope& scope);

// Returns the names in the environment that are similar to `name`, nearest first.
std::vector<std::string> NamesNear(std::string_view name, const LookupScope& scope);

}  // namespace svcenv

#endif  // SVCENV_CHECK_ABSENCE_H_
