#include "svcenv/kubernetes/created_object.h"

#include <algorithm>

namespace svcenv {

bool CreatedObject::MayHave(std::string_view key) const {
  return has_other_keys || std::binary_search(keys.begin(), keys.end(), key);
}

}  // namespace svcenv
