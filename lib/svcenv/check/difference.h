// How two environments differ.
#ifndef SVCENV_CHECK_DIFFERENCE_H_
#define SVCENV_CHECK_DIFFERENCE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "svcenv/env/environment.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// The environment of a process: name → value.
using ProcessVariables = std::map<std::string, std::string, std::less<>>;

// What /proc/N/environ holds: NAME=value, each with a NUL behind it. The first of a name counts, as
// for getenv; what has no `=` is no variable.
ProcessVariables ParseEnviron(std::string_view bytes);

// One of the two sides. Its variables must outlive the outcome.
struct DifferenceSide {
  std::vector<Variable> variables;  // by name
  bool process = false;             // of a process: nothing is known of their origins
  bool partial = false;             // sources of envFrom were not given: there may be more
};

DifferenceSide SideOf(const Environment& environment ABSL_ATTRIBUTE_LIFETIME_BOUND);

// A process's values may be those of Secrets. Those are marked as such that hold the value of a
// Secret of `cluster` (which may be null).
DifferenceSide SideOf(const ProcessVariables& variables ABSL_ATTRIBUTE_LIFETIME_BOUND,
                      const Cluster* cluster);

enum class ChangeKind : uint8_t {
  kRemoved,  // only a has it
  kAdded,    // only b has it
  kChanged,
  kUnknown,  // one of the values is not known, or whether there is one
  kImage,    // of a process only, and given by nothing of Kubernetes: the image's, or the runtime's
};

struct Change {
  ChangeKind kind;
  std::optional<Variable> a, b;  // at least one; one that may not be shown is `secret`
};

// The variables that differ, by name. A value that a process has is secret where the other side's
// is one or may be one, and where nothing tells where it comes from.
std::vector<Change> Compare(const DifferenceSide& a, const DifferenceSide& b);

// A variable, or all those of a source of envFrom.
struct NotKnown {
  std::string name;    // of the variable
  std::string source;  // "ConfigMap shop/settings", without a name
  std::string why;     // "ConfigMap shop/settings was not given"
};

// What is not known of either, for the same reason, which Compare does not take for a difference:
// sources first.
std::vector<NotKnown> NotKnownOnBoth(const Environment& a, const Environment& b);

}  // namespace svcenv

#endif  // SVCENV_CHECK_DIFFERENCE_H_
