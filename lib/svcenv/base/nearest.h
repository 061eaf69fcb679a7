// The names that someone who mistyped one may have meant.
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

// Measures how far many strings are from one word: how many single characters must be inserted,
// removed, replaced, or swapped with their neighbor to turn one into the other, each place counting
// once. ASCII letters match whatever their case.
class EditDistance {
 public:
  static constexpr size_t kMaxBytes = 128;

  // `word` has at most kMaxBytes bytes.
  explicit EditDistance(std::string_view word);

  // Returns the distance, or `most` + 1 if it is more than `most`. O(|text|).
  size_t To(std::string_view text, size_t most = SIZE_MAX - 1) const;

 private:
  template <typename Bits>
  size_t Count(std::string_view text, size_t most) const;

  const size_t size_;
  std::array<absl::uint128, 256> places_{};  // of each byte in the word, a bit each
};

// Returns at most `limit` of `candidates` that are near `word`, nearest first, each once: those
// that differ in a third of its characters or less, letters' case aside, and those that begin with
// it. Of a word that is longer than EditDistance::kMaxBytes, only the latter.
// O(size of the candidates).
std::vector<std::string> Nearest(std::string_view word,
                                 absl::Span<const std::string_view> candidates, size_t limit = 3);

// Asks "did you mean A or B?". There is at least one name.
std::string DidYouMeanOneOf(const std::vector<std::string>& names);

// What to do about a name that is not there: "did you mean A or B?"; where none is near, which ones
// there are; where there are none, that there is no `what`.
std::string Offer(std::string_view word, const std::vector<std::string>& names,
                  std::string_view what);

// "A, B and 3 more": no more than eight of them.
std::string Several(const std::vector<std::string>& names, std::string_view separator);

}  // namespace svcenv

#endif  // SVCENV_BASE_NEAREST_H_
