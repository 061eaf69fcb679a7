#include "svcenv/base/object_name.h"

#include "absl/strings/str_cat.h"

namespace svcenv {

std::string ObjectName::ToString() const {
  if (kind.empty()) return name;
  return absl::StrCat(kind, " ", namespace_, namespace_.empty() ? "" : "/", name);
}

}  // namespace svcenv
