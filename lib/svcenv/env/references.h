// Every `$(NAME)` of a container, where it stands, and what it can see there.
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

// Which variables a reference can see, by its place.
enum class Visibility {
  kEarlier,  // env[].value: services, envFrom, and the entries of env before it
  kFinal,    // command, args, subPathExpr: all that the process gets
  kStatic,   // exec probes: the values of env as they are written, and nothing else
};

Visibility VisibleAt(ReferencePlace place);

struct Reference {
  std::string_view name;  // any bytes; a view into the container's text
  ReferencePlace place = ReferencePlace::kEnvValue;
  int index = 0;      // in env, command, args, the probe's command, volumeMounts
  std::string field;  // "spec.template.spec.containers[0].args[1]"
  Position position;  // of the text that refers
  size_t offset = 0;  // of the name in that text, in bytes

  // Returns `$(NAME)`, a view into the text.
  std::string_view part() const { return {name.data() - 2, name.size() + 3}; }
  // Returns the text that refers, up to the end of the reference.
  Located text() const { return {{name.data() - offset, offset + name.size() + 1}, position}; }
};

// All of them, repeated as in the texts, in the order of the manifest; of objects that no file
// holds, in that of the container's fields. Names need not be set, values not be known. O(size of
// the texts).
std::vector<Reference> ReferencesOf(const Workload& workload, const Container& container,
                                    DollarRule rule);

// Why a `$(NAME)` whose NAME is not there may still have a value in the cluster; known() when it
// has none. `unknown_sources` are the envFrom sources of the container that are not known.
Unknown UnknownReference(std::string_view name, const PodContext& context,
                         const ServicePrefixes& prefixes,
                         const std::vector<UnknownSource>& unknown_sources);

}  // namespace svcenv

#endif  // SVCENV_ENV_REFERENCES_H_
