// Why a container has no variable of a name, and which one may have been meant.
//
//   const AbsenceIndex index(cluster, resolver.prefixes());
//   const Surroundings there{context, index, environment};
//   const Absence absence = WhyAbsent("REDIS_SERVICE_PORT_HTTP", there);
//   return absence.message;  // "Service shop/redis has no port named http; it has 6379/TCP"
#ifndef SVCENV_CHECK_ABSENCE_H_
#define SVCENV_CHECK_ABSENCE_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/check/absence_index.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/references.h"

namespace svcenv {

enum class AbsenceReason : uint8_t {
  // The container could have it, were it not for where it is looked at.
  kDefinedLater,  // by an entry of env that comes after the one that refers, or by that one itself
  kNotForProbes,  // exec probes see the values of env as they are written, and nothing else
  // A service has something to do with it.
  kHeadless,
  kExternalName,
  kNoClusterIp,      // none yet
  kNoSuchPort,       // the service has no such port, or names it otherwise
  kLinksOff,         // enableServiceLinks is false
  kOtherNamespace,   // a service of that name is in other namespaces only
  kServiceNotGiven,  // the name has the form of a service's variable, no such service was given
  // A ConfigMap or Secret has.
  kSkippedKey,       // Kubernetes 1.29 and older skip a key that is no name of a variable
  kBinaryKey,        // a key of binaryData, which is never read
  kPrefixed,         // envFrom puts a prefix before the key
  kOptionalMissing,  // an optional object or key is not there
  kSourceNotGiven,   // a source of envFrom was not given: it may have the key
  kKeyNotUsed,       // an object of the namespace has the key, this container does not read it
  // Something else has.
  kImageVariable,   // the image, the runtime or the shell sets it, the kubelet does not see it
  kOtherContainer,  // only another container of the pod has it
  kMistyped,        // there are near names
  kNotDefined,      // nothing is known of it
};

// "headless", "defined-later", …: for machines.
std::string_view AbsenceReasonName(AbsenceReason reason);

// What the question is about. Must outlive the call only.
struct Surroundings {
  const PodContext& context;
  const AbsenceIndex& index;
  const Environment& environment;  // of context.container
};

struct Absence {
  AbsenceReason reason = AbsenceReason::kNotDefined;
  std::string message;  // one sentence without a full stop; no Secret's value
  Remedy remedy;
  // Not empty: the variable may be there in the cluster all the same, and this is why.
  std::string unknown;
  std::vector<std::string> nearest;  // kMistyped: names that are there, nearest first
  Position position;                 // of what is to blame: the service, the later definition, …
};

// Finds reasons for many names of one container, and keeps those that it has found. The names, and
// what `there` refers to, must outlive it.
class AbsenceFinder {
 public:
  explicit AbsenceFinder(const Surroundings& there) : there_(there) {}

  // Why the process does not get a variable of that name. `name` must not be in the environment.
  // O(log n), but where the only answer is names near `name`: O(n) in the names that are there.
  Absence Why(std::string_view name);

  // Why a reference stays as it is. It must be one that does.
  Absence Why(const Reference& reference);

 private:
  const Surroundings there_;
  // By name, and whether it was a probe that referred: what does not depend on the reference.
  std::map<std::pair<std::string_view, bool>, Absence> settled_;
};

// The same for one name.
Absence WhyAbsent(std::string_view name, const Surroundings& there);
Absence WhyAbsent(const Reference& reference, const Surroundings& there);

// The names of the environment that are near `name`, nearest first.
std::vector<std::string> NamesNear(std::string_view name, const Surroundings& there);

}  // namespace svcenv

#endif  // SVCENV_CHECK_ABSENCE_H_
