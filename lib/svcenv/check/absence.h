// Why a container has no variable of a name, and which one may have been meant.
//
//   const Surroundings there{context, resolver.prefixes(), environment};
//   const Absence absence = WhyAbsent("REDIS_SERVICE_PORT_HTTP", there);
//   absence.message;   // "Service shop/redis has no port named http; it has 6379/TCP"
#ifndef SVCENV_CHECK_ABSENCE_H_
#define SVCENV_CHECK_ABSENCE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_reference.h"

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
  const ServicePrefixes& prefixes;
  const Environment& environment;  // of context.container
};

struct Absence {
  AbsenceReason reason = AbsenceReason::kNotDefined;
  std::string message;  // one sentence without a full stop; no Secret's value
  std::string remedy;
  // Not empty: the variable may be there in the cluster all the same, and this is why.
  std::string unknown;
  std::vector<std::string> nearest;  // names that are there, nearest first
  Position position;                 // of what is to blame: the service, the later definition, …
};

// Why the process does not get a variable of that name. `name` must not be in the environment.
Absence WhyAbsent(std::string_view name, const Surroundings& there);

// Why a reference stays as it is. It must be one that does.
Absence WhyAbsent(const Reference& reference, const Surroundings& there);

}  // namespace svcenv

#endif  // SVCENV_CHECK_ABSENCE_H_
