// Formats counts for people.
#ifndef SVCENV_BASE_COUNTED_H_
#define SVCENV_BASE_COUNTED_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace svcenv {

// Returns "1 node" or "2 nodes". The plural of `noun` must be formed by adding "s".
inline std::string Counted(size_t count, std::string_view noun) {
  return absl::StrCat(count, " ", noun, count == 1 ? "" : "s");
}

}  // namespace svcenv

#endif  // SVCENV_BASE_COUNTED_H_
