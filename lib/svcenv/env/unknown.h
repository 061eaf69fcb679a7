// Unknown values and the reasons why they are unknown.
#ifndef SVCENV_ENV_UNKNOWN_H_
#define SVCENV_ENV_UNKNOWN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "svcenv/base/object_name.h"

namespace svcenv {

// Why a value is unknown, for programs. A string next to it says why for people.
enum class UnknownCause : uint8_t {
  kNone,          // the value is known
  kNotInInput,    // an object is not in the input, is ambiguous, or has no cluster IP yet
  kUnreadable,    // an object other than a Secret cannot be read
  kUnreadSecret,  // a Secret cannot be read
  kRuntime,       // only the running pod has the value
  kFile,          // the value is in a file of a volume of the running pod
  kFailed,        // the value cannot be computed
};

// The reason, for people, of a value whose cause is kFailed.
inline constexpr std::string_view kNotComputed = "it cannot be computed";

struct Unknown {
  UnknownCause cause = UnknownCause::kNone;
  std::string why;  // "ConfigMap shop/settings is not in the input"; empty if known

  bool known() const { return cause == UnknownCause::kNone; }
};

// A source of envFrom, or a Service, whose variables are unknown.
struct UnknownSource {
  ObjectName object;     // ConfigMap shop/settings
  std::string_view why;  // "is not in the input", …; lives as long as the Environment
  UnknownCause cause = UnknownCause::kNotInInput;
};

}  // namespace svcenv

#endif  // SVCENV_ENV_UNKNOWN_H_
