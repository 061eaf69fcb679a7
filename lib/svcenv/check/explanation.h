// Explains where a variable of a container comes from, what it is made of, and where it is used.
#ifndef SVCENV_CHECK_EXPLANATION_H_
#define SVCENV_CHECK_EXPLANATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "svcenv/check/absence.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_variables.h"

namespace svcenv {

// A `$(NAME)` in a value.
struct Ingredient {
  std::string_view name;
  // As it was when the value was made; later definitions do not change it. If there was none,
  // `absence` explains why.
  std::optional<Variable> variable;
  std::optional<Absence> absence;
  // 0: in the explained value; otherwise in the value of the closest earlier ingredient whose depth
  // is one less.
  size_t depth = 0;
  bool repeated = false;   // an earlier ingredient lists its own ingredients
  bool truncated = false;  // its own ingredients are omitted: too deep
};

// What a reference to the variable expands to.
enum class Expansion : uint8_t {
  kValue,       // its value
  kEarlier,     // the value of a definition that a later one overrode
  kUnexpanded,  // its literal value, with unexpanded references: exec probes
  kEmpty,       // an empty string, since it has valueFrom: exec probes
  kNothing,     // it is not expanded
  kUnknown,     // it may have a value in the cluster
};

struct Use {
  Reference reference;
  Expansion expansion = Expansion::kValue;
  std::string why;  // kNothing and kUnknown: why, without a full stop
};

// A view: the Environment and the Cluster must outlive it.
struct Explanation {
  // Limits on the depth and number of ingredients, because a chain of references can be as long as
  // the manifest.
  static constexpr size_t kMaxDepth = 20;
  static constexpr size_t kMaxIngredients = 200;
  static constexpr size_t kMaxLiterals = 20;

  std::string_view name;
  std::optional<Variable> variable;
  std::optional<Absence> absence;  // set if there is no variable
  // The values of services that set the name to different values; the last one wins.
  std::vector<Variable> candidates;
  // The container's start time (RFC 3339), if the service that sets the variable was created later,
  // so that the running process does not have it; otherwise empty.
  std::string_view started;
  std::vector<Ingredient> made_of;  // each followed by its own ingredients
  bool truncated = false;           // there are more than kMaxIngredients
  std::vector<Use> uses;            // every reference to the name, in manifest order
  // Kubernetes does not expand values from ConfigMaps, Secrets, and files. Values of Secrets are
  // not searched.
  std::vector<std::string_view> literals;   // variables of the container that such a value names
  std::vector<const Variable*> literal_in;  // variables whose values name this one

  // Returns whether the value, or its absence, is certain.
  bool known() const { return variable.has_value() ? variable->known() : absence->unknown.empty(); }
};

// Explains a variable. `name` must outlive the result. O(size of the container's references and
// definitions).
Explanation Explain(std::string_view name ABSL_ATTRIBUTE_LIFETIME_BOUND, const LookupScope& scope);

}  // namespace svcenv

#endif  // SVCENV_CHECK_EXPLANATION_H_
