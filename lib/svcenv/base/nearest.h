// The names that someone who mistyped one may have meant.
#ifndef SVCENV_BASE_NEAREST_H_
#define SVCENV_BASE_NEAREST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"

namespace svcenv {

// How many single characters must be put in, left out, replaced, or exchanged with their neighbour
// to make `b` of `a`, each place counting once; `most` + 1 where that is more than `most`.
// O(|a|·|b|).
size_t EditDistance(std::string_view a, std::string_view b, size_t most = SIZE_MAX - 1);

// At most `limit` of `candidates` that are near `word`, nearest first: those that differ by a third
// of its characters or less, letters' case left aside, and those of which it is the beginning.
std::vector<std::string> Nearest(std::string_view word,
                                 absl::Span<const std::string_view> candidates, size_t limit = 3);

// What to do about a name that is not there: "did you mean A or B?"; where none is near, which ones
// there are; where there are none, that there is no `what`.
std::string Offer(std::string_view word, const std::vector<std::string>& names,
                  std::string_view what);

// "A, B and 3 more": no more than eight of them.
std::string Several(const std::vector<std::string>& names, std::string_view separator);

}  // namespace svcenv

#endif  // SVCENV_BASE_NEAREST_H_
