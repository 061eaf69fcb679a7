// Compares two environments.
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

// Parses /proc/N/environ: NAME=value strings, each with a NUL after it. The first value of a name
// wins, as for getenv. Skips strings without a name or `=`.
ProcessVariables ParseEnviron(std::string_view bytes);

// One side of a comparison. Its variables must outlive the result of Compare.
struct DifferenceSide {
  std::vector<Variable> variables;  // by name
  bool process = false;             // the variables of a process; their origins are unknown
  bool partial = false;             // some sources are unknown, so there may be more variables
};

// Returns the side of a container, computed from manifests. Keeps the origins of its variables.
DifferenceSide SideOf(const Environment& environment ABSL_ATTRIBUTE_LIFETIME_BOUND);

// Returns the side of a process. Marks values that contain the value of a Secret of `cluster`,
// which may be null, as secret.
DifferenceSide SideOf(const ProcessVariables& variables ABSL_ATTRIBUTE_LIFETIME_BOUND,
                      const Cluster* cluster);

enum class ChangeKind : uint8_t {
  kRemoved,  // only a has it
  kAdded,    // only b has it
  kChanged,
  kUnknown,  // a value, or whether there is one, is unknown
  kImage,    // only in a process and not set by Kubernetes: from the image or the runtime
};

struct Change {
  ChangeKind kind;
  std::optional<Variable> a, b;  // at least one; `secret` if the value may not be shown
};

// Returns the variables that differ, by name, including those that only one side has. A process's
// value is secret if the other side's value is or may be secret, or if its origin is unknown.
std::vector<Change> Compare(const DifferenceSide& a, const DifferenceSide& b);

// A variable, or all variables of a source of envFrom.
struct UnknownItem {
  std::string name;    // of the variable
  std::string source;  // "ConfigMap shop/settings", without a name
  std::string why;     // "ConfigMap shop/settings is not in the input"
};

// Returns the sources, then the variables, that are unknown on both sides for the same reason.
// Compare does not report them.
std::vector<UnknownItem> UnknownOnBoth(const Environment& a, const Environment& b);

}  // namespace svcenv

#endif  // SVCENV_CHECK_DIFFERENCE_H_
