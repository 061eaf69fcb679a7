#include "svcenv/kubernetes/replaced_names.h"

#include <algorithm>
#include <utility>

namespace svcenv {

void ReplacedNames::Set(uint32_t file, std::vector<std::string> names) {
  if (names.empty()) return;
  std::sort(names.begin(), names.end());
  names_[file] = std::move(names);
}

bool ReplacedNames::Has(uint32_t file, std::string_view name) const {
  if (names_.empty()) return false;
  const auto found = names_.find(file);
  if (found == names_.end()) return false;
  const std::vector<std::string>& names = found->second;
  const auto place = std::lower_bound(
      names.begin(), names.end(), name,
      [](const std::string& one, std::string_view wanted) { return one < wanted; });
  return place != names.end() && *place == name;
}

}  // namespace svcenv
