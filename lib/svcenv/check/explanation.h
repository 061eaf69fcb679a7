// Where a variable of a container comes from, what it was made of, and who uses it.
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

// What a value was made of: one `$(NAME)` in it.
struct Ingredient {
  std::string_view name;
  // As it was when the value was made, which a later definition does not change. Nothing: there was
  // none of that name, and `absence` says why.
  std::optional<Variable> variable;
  std::optional<Absence> absence;
  // 0: it is in the value that is explained; else it is in the value of the last ingredient before
  // it whose depth is one less.
  size_t depth = 0;
  bool repeated = false;   // what this one was made of was told before
  bool truncated = false;  // what this one was made of is not told, as it is too deep
};

// What a reference to the variable gets.
enum class Sight : uint8_t {
  kValue,       // its value
  kEarlier,     // that of a definition which a later one overrode
  kUnexpanded,  // its value as it is written, references and all: exec probes
  kEmpty,       // nothing, as its value comes from elsewhere: exec probes
  kNothing,     // it stays as it is
  kUnknown,     // perhaps a value in the cluster
};

struct Use {
  Reference reference;
  Sight sight = Sight::kValue;
  std::string why;  // kNothing and kUnknown: a sentence without a full stop
};

// Views the Environment and the Cluster that it was made from.
struct Explanation {
  // Ingredients in ingredients, and ingredients in all, beyond which none are told. A chain of
  // references is as long as a manifest.
  static constexpr size_t kMaxDepth = 20;
  static constexpr size_t kMaxIngredients = 200;

  std::string_view name;
  std::optional<Variable> variable;
  std::optional<Absence> absence;  // where there is no variable
  // What services give for the name, where they give different values; the last one is taken.
  std::vector<Variable> candidates;
  // Not empty: the container runs since then (RFC 3339), and the service that gives the variable
  // was created later, so that the running process does not have it.
  std::string_view started;
  std::vector<Ingredient> made_of;  // each followed by what it was made of
  bool truncated = false;           // there are more than kMaxIngredients
  std::vector<Use> uses;            // every reference to the name, in the order of the manifest

  // Whether the value, or that there is none, is settled.
  bool known() const { return variable.has_value() ? variable->known() : absence->unknown.empty(); }
};

// `name` must outlive the Explanation. O(size of the container's references and definitions).
Explanation Explain(std::string_view name ABSL_ATTRIBUTE_LIFETIME_BOUND, const Surroundings& there);

}  // namespace svcenv

#endif  // SVCENV_CHECK_EXPLANATION_H_
