// The definitions of a variable that an entry of env sees.
#ifndef SVCENV_CHECK_DEFINITIONS_H_
#define SVCENV_CHECK_DEFINITIONS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/node_hash_map.h"
#include "svcenv/env/environment.h"

namespace svcenv {

// Whether an entry of env defines the variable, not a service or envFrom.
bool IsOfEnv(const Variable& variable);

// Keeps the definitions of each name that it was asked for. The Environment and the names must
// outlive it.
class Definitions {
 public:
  explicit Definitions(const Environment& environment ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : environment_(environment) {}

  // The definition that env[index] sees: of envFrom, a service, or an entry before it; null if
  // there is none. O(log n) in the definitions of the name, and O(n) the first time. Valid as long
  // as this.
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
