// Formats numbers and counts for people.
#ifndef SVCENV_BASE_COUNTED_H_
#define SVCENV_BASE_COUNTED_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace svcenv {

// Returns "2,097,152" for 2097152.
std::string WithCommas(uint64_t number);

// Returns "1 node" or "2,000 nodes". The plural of `noun` must be formed by adding "s".
std::string Counted(size_t count, std::string_view noun);

}  // namespace svcenv

#endif  // SVCENV_BASE_COUNTED_H_
