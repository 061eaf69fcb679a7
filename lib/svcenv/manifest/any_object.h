// An object of any kind that is read; for this package only.
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

Object DecodeObject(Decoder& decoder, const Kind& kind);

ObjectMeta& MetaOf(Object& object);
const ObjectMeta& MetaOf(const Object& object);

// Sets what the API server and controllers do if the object does not: the namespace, and what
// MakeChanges does in a pod.
void SetDefaults(const LoadOptions& options, Arena& arena, Object& object);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_ANY_OBJECT_H_
