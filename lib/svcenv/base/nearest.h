// The names that someone who mistyped one may have meant.
#ifndef SVCENV_BASE_NEAREST_H_
#define SVCENV_BASE_NEAREST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"

namespace svcenv {

// How many single characters must be put in, left out, replaced, or exchanged with their neighbour
// to make `b` of `a`, each place counting once. O(|a|·|b|).
size_t EditDistance(std::string_view a, std::string_view b);

// At most `limit` of `candidates` that are near `word`, nearest first: those that differ by a third
// of its characters or less, letters' case left aside, and those of which it is the beginning.
std::vector<std::string> Nearest(std::string_view word,
                                 absl::Span<const std::string_view> candidates, size_t limit = 3);

}  // namespace svcenv

#endif  // SVCENV_BASE_NEAREST_H_
