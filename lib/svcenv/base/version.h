// The version of svcenv.
#ifndef SVCENV_BASE_VERSION_H_
#define SVCENV_BASE_VERSION_H_

#include <string_view>

namespace svcenv {

inline constexpr std::string_view kVersion = "0.1.0";  // semantic versioning 2.0.0

}  // namespace svcenv

#endif  // SVCENV_BASE_VERSION_H_
