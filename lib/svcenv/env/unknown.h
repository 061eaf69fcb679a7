// Values that are not known.
#ifndef SVCENV_ENV_UNKNOWN_H_
#define SVCENV_ENV_UNKNOWN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "svcenv/base/object_name.h"

namespace svcenv {

// Why a value is not known, for programs; a text beside it says it to people.
enum class UnknownCause : uint8_t {
  kNone,          // it is known
  kNotGiven,      // an object was not given, is one of several, or has no cluster IP yet
  kUnreadable,    // an object other than a Secret may not be read
  kUnreadSecret,  // a Secret may not be read
  kRuntime,       // only the running pod has it
  kFile,          // it is in a file of a volume of the running pod
  kFailed,        // it cannot be computed
};

// Why a value is unknown whose cause is kFailed, for people.
inline constexpr std::string_view kNotComputed = "it cannot be computed";

struct Unknown {
  UnknownCause cause = UnknownCause::kNone;
  std::string why;  // "ConfigMap shop/settings was not given"; empty if it is known

  bool known() const { return cause == UnknownCause::kNone; }
};

// A source of envFrom, or a Service, with variables of which nothing is known.
struct UnknownSource {
  ObjectName object;     // ConfigMap shop/settings
  std::string_view why;  // "was not given", "may not be read"; lives as long as the Environment
  UnknownCause cause = UnknownCause::kNotGiven;
};

}  // namespace svcenv

#endif  // SVCENV_ENV_UNKNOWN_H_
