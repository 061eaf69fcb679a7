// The value of a valueFrom source; for this package only.
#ifndef SVCENV_ENV_SOURCE_VALUE_H_
#define SVCENV_ENV_SOURCE_VALUE_H_

#include <string>
#include <string_view>
#include <utility>

#include "svcenv/env/unknown.h"

namespace svcenv {

// The value of a valueFrom source.
struct SourceValue {
  enum class State { kSet, kNotSet, kUnknown };
  State state = State::kSet;
  std::string text;  // the value; for kUnknown the reason, such as "Argo replaces {{x}}"
  bool secret = false;
  UnknownCause cause = UnknownCause::kNone;

  static SourceValue Set(std::string_view text, bool secret = false) {
    return {State::kSet, std::string(text), secret};
  }
  static SourceValue NotSet() { return {State::kNotSet, ""}; }
  static SourceValue Unknown(std::string why, UnknownCause cause = UnknownCause::kRuntime,
                             bool secret = false) {
    return {State::kUnknown, std::move(why), secret, cause};
  }
};

}  // namespace svcenv

#endif  // SVCENV_ENV_SOURCE_VALUE_H_
