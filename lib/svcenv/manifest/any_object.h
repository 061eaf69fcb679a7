// A decoded object of any supported kind. Internal to this package.
#ifndef SVCENV_MANIFEST_ANY_OBJECT_H_
#define SVCENV_MANIFEST_ANY_OBJECT_H_

#include <variant>

#include "svcenv/base/arena.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/load.h"

namespace svcenv {

using Object = std::variant<Service, ConfigMap, Secret, Node, LimitRange, Workload>;

// Reads the next value as an object of `kind`.
Object DecodeObject(Decoder& decoder, const Kind& kind);

ObjectMeta& MetaOf(Object& object);
const ObjectMeta& MetaOf(const Object& object);

// Applies the defaults of the API server and the controllers: fills in a missing namespace and runs
// MakeChanges on a workload's pod.
void SetDefaults(const LoadOptions& options, Arena& arena, Object& object);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_ANY_OBJECT_H_
