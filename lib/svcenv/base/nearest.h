// Suggests names for a mistyped one.
#ifndef SVCENV_BASE_NEAREST_H_
#define SVCENV_BASE_NEAREST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/types/span.h"

namespace svcenv {

// Computes the edit distance from one word to many strings: the number of characters to insert,
// delete, replace, or swap with a neighbor, where each place is edited at most once. Ignores the
// case of ASCII letters.
class EditDistance {
 public:
  static constexpr size_t kMaxBytes = 128;

  // `word` must not exceed kMaxBytes bytes.
  explicit EditDistance(std::string_view word);

  // Returns the distance, or `most` + 1 if it exceeds `most`. O(|text|).
  size_t To(std::string_view text, size_t most = SIZE_MAX - 1) const;

 private:
  template <typename Bits>
  size_t Count(std::string_view text, size_t most) const;

  const size_t size_;
  std::array<absl::uint128, 256> places_{};  // for each byte, a bit per place in the word
};

// Returns up to `limit` distinct candidates that are near `word`, nearest first: those that differ
// in at most a third of its characters, ignoring case, and those that begin with it. If `word`
// exceeds EditDistance::kMaxBytes, only the latter. O(size of the candidates).
std::vector<std::string> Nearest(std::string_view word,
                                 absl::Span<const std::string_view> candidates, size_t limit = 3);

// Returns "did you mean A or B?". `names` must not be empty.
std::string DidYouMeanOneOf(const std::vector<std::string>& names);

// Returns help for a name that was not found: "did you mean A or B?", or "available: A, B" if none
// of `names` is near `word`, or "the input has no WHAT" if `names` is empty.
std::string SuggestName(std::string_view word, const std::vector<std::string>& names,
                        std::string_view what);

// Joins up to eight names: "A, B, and 3 more".
std::string JoinFirst(const std::vector<std::string>& names, std::string_view separator);

}  // namespace svcenv

#endif  // SVCENV_BASE_NEAREST_H_
