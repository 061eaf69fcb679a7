// Lists the `$(NAME)` references of a container, their locations, and the variables they can see.
//
//   for (const Reference& r : ReferencesOf(workload, container, DollarRule::kUtf8)) {
//     std::cout << r.field << " " << r.name;  // spec.containers[0].args[1] REDIS_SERVICE_HOST
//   }
#ifndef SVCENV_ENV_REFERENCES_H_
#define SVCENV_ENV_REFERENCES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/source.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/template.h"
#include "svcenv/env/unknown.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

enum class ReferencePlace { kEnvValue, kCommand, kArgs, kProbe, kSubPathExpr };

// The variables that a reference can see.
enum class Visibility {
  kEarlier,  // env[].value: services, envFrom, and preceding entries of env
  kFinal,    // command, args, subPathExpr: the environment of the process
  kStatic,   // exec probes: only the unexpanded values of env
};

Visibility VisibleAt(ReferencePlace place);

struct Reference {
  std::string_view name;  // any bytes; a view into the string that contains the reference
  ReferencePlace place = ReferencePlace::kEnvValue;
  int index = 0;      // in env, command, args, the probe's command, volumeMounts
  std::string field;  // "spec.template.spec.containers[0].args[1]"
  Position position;  // of the string that contains the reference
  size_t offset = 0;  // of the name in that string, in bytes

  // Returns `$(NAME)`, a view into the string.
  std::string_view part() const { return {name.data() - 2, name.size() + 3}; }
  // Returns the string up to the end of the reference.
  Located text() const { return {{name.data() - offset, offset + name.size() + 1}, position}; }
};

// Returns all references of a container, including repeated ones, in the order of the manifest, or
// of the container's fields if the object is not from a file. Includes references to variables that
// are not set or unknown. O(size of the strings).
std::vector<Reference> ReferencesOf(const Workload& workload, const Container& container,
                                    DollarRule rule);

// Returns why a `$(NAME)` whose NAME is not set may still have a value in the cluster. The result
// is known() if it has none. `unknown_sources` are those of the container's Environment.
Unknown UnknownReference(std::string_view name, const PodContext& context,
                         const ServicePrefixes& prefixes,
                         const std::vector<UnknownSource>& unknown_sources);

}  // namespace svcenv

#endif  // SVCENV_ENV_REFERENCES_H_
