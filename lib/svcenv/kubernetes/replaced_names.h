// References that another program replaces before Kubernetes sees them, such as kustomize's vars.
#ifndef SVCENV_KUBERNETES_REPLACED_NAMES_H_
#define SVCENV_KUBERNETES_REPLACED_NAMES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace svcenv {

// The names whose $(NAME) another program replaces, by file. The replacement is unknown.
class ReplacedNames {
 public:
  // Sets the names for a file, given by its number in Sources.
  void Set(uint32_t file, std::vector<std::string> names);

  // Returns whether $(NAME) is replaced in the file. O(log n) in the number of its names.
  bool Has(uint32_t file, std::string_view name) const;

 private:
  absl::flat_hash_map<uint32_t, std::vector<std::string>> names_;  // by file, sorted
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_REPLACED_NAMES_H_
