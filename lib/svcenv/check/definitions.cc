#include "svcenv/check/definitions.h"

#include <algorithm>

namespace svcenv {

bool IsFromEnv(const Variable& variable) {
  switch (variable.origin.kind) {
    case OriginKind::kService:
    case OriginKind::kConfigMap:
    case OriginKind::kSecret:
      return false;
    default:
      return true;
  }
}

const Variable* Definitions::SeenFrom(int index, std::string_view name) {
  const auto [found, is_new] = names_.try_emplace(name);
  OfName& of_name = found->second;
  if (is_new) {
    of_name.last = environment_.Find(name);
    const Variable* next = of_name.last.has_value() ? &*of_name.last : nullptr;
    for (; next != nullptr; next = next->overrode) of_name.all.push_back(next);
  }
  // Each definition overrode one of an earlier entry; those outside env come last.
  const auto seen =
      std::partition_point(of_name.all.begin(), of_name.all.end(), [&](const Variable* variable) {
        return IsFromEnv(*variable) && variable->origin.index >= index;
      });
  return seen != of_name.all.end() ? *seen : nullptr;
}

}  // namespace svcenv
