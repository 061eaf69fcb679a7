#include "svcenv/kubernetes/object_key.h"

#include "absl/hash/hash.h"
#include "svcenv/base/name_hash.h"

namespace svcenv {

ObjectKey::ObjectKey(std::string_view kind, std::string_view namespace_, std::string_view name)
    : kind_(kind),
      namespace_text_(namespace_),
      name_(name),
      hash_(absl::HashOf(NameHash()(kind), NameHash()(namespace_), NameHash()(name))) {}

}  // namespace svcenv
