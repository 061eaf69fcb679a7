// Finds the definition of a variable that an entry of env sees.
#ifndef SVCENV_CHECK_DEFINITIONS_H_
#define SVCENV_CHECK_DEFINITIONS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/node_hash_map.h"
#include "svcenv/env/environment.h"

namespace svcenv {

// Returns whether an entry of env defines the variable, rather than a service or envFrom.
bool IsFromEnv(const Variable& variable);

// Caches the definitions of each name that was looked up. The Environment and the names must
// outlive it.
class Definitions {
 public:
  explicit Definitions(const Environment& environment ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : environment_(environment) {}

  // Returns the definition that env[index] sees: from envFrom, a service, or an earlier entry; null
  // if there is none. Valid as long as this object. O(log n) in the definitions of the name; O(n)
  // on the first call for it.
  const Variable* SeenFrom(int index, std::string_view name);

 private:
  struct OfName {
    std::optional<Variable> last;
    std::vector<const Variable*> all;  // the last first
  };

  const Environment& environment_;
  absl::node_hash_map<std::string_view, OfName> names_;
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_DEFINITIONS_H_
