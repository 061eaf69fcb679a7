#include "svcenv/base/nearest.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/counted.h"

namespace svcenv {
namespace {

constexpr size_t kMaxNames = 8;  // listed by JoinFirst

}  // namespace

EditDistance::EditDistance(std::string_view word) : size_(word.size()) {
  for (size_t i = 0; i < word.size(); ++i) {
    const absl::uint128 place = absl::uint128(1) << static_cast<int>(i);
    const auto byte = static_cast<unsigned char>(word[i]);
    places_[static_cast<unsigned char>(absl::ascii_tolower(byte))] |= place;
    if (absl::ascii_isalpha(byte)) {
      places_[static_cast<unsigned char>(absl::ascii_toupper(byte))] |= place;
    }
  }
}

size_t EditDistance::To(std::string_view text, size_t most) const {
  if (std::max(size_, text.size()) - std::min(size_, text.size()) > most) return most + 1;
  if (size_ == 0) return text.size();
  return size_ <= 64 ? Count<uint64_t>(text, most) : Count<absl::uint128>(text, most);
}

// Computes one column of the distance table at a time and encodes the differences between its rows
// as bits. See Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
// distances", 2003.
template <typename Bits>
size_t EditDistance::Count(std::string_view text, size_t most) const {
  const Bits one = 1, last = one << static_cast<int>(size_ - 1);
  Bits above = ~Bits(0), below = 0;  // rows one more, and one less, than the previous row
  Bits diagonal = 0;                 // rows equal to the previous row of the previous column
  Bits before = 0;                   // places of the previous character
  size_t distance = size_;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto here = static_cast<Bits>(places_[static_cast<unsigned char>(text[i])]);
    const Bits swapped = ((~diagonal & here) << 1) & before;
    diagonal = (((here & above) + above) ^ above) | here | below | swapped;
    Bits more = below | ~(diagonal | above);  // than in the previous column
    Bits less = diagonal & above;
    if ((more & last) != 0) ++distance;
    if ((less & last) != 0) --distance;
    // Each remaining character can reduce the distance by at most one.
    if (distance > text.size() - i - 1 && distance - (text.size() - i - 1) > most) return most + 1;
    more = (more << 1) | one;
    less <<= 1;
    above = less | ~(diagonal | more);
    below = more & diagonal;
    before = here;
  }
  return distance;
}

std::vector<std::string> Nearest(std::string_view word,
                                 absl::Span<const std::string_view> candidates, size_t limit) {
  const size_t furthest = std::max<size_t>(1, (word.size() + 1) / 3);
  const bool measured = word.size() <= EditDistance::kMaxBytes;
  const EditDistance distance_from(measured ? word : "");
  std::vector<std::pair<size_t, std::string_view>> near;  // at most `limit`, nearest first
  for (const std::string_view candidate : candidates) {
    const bool begins = !word.empty() && absl::StartsWithIgnoreCase(candidate, word);
    if (!begins && !measured) continue;
    const size_t distance = begins ? 1 : distance_from.To(candidate, furthest);
    if (distance > furthest) continue;
    const std::pair one(distance, candidate);
    const auto place = std::lower_bound(near.begin(), near.end(), one);
    if (place != near.end() && *place == one) continue;
    near.insert(place, one);
    if (near.size() > limit) near.pop_back();
  }
  std::vector<std::string> result;
  for (const auto& [distance, candidate] : near) result.emplace_back(candidate);
  return result;
}

std::string DidYouMeanOneOf(const std::vector<std::string>& names) {
  return absl::StrCat("did you mean ", absl::StrJoin(names, " or "), "?");
}

std::string SuggestName(std::string_view word, const std::vector<std::string>& names,
                        std::string_view what) {
  const std::vector<std::string> near =
      Nearest(word, std::vector<std::string_view>(names.begin(), names.end()));
  if (!near.empty()) return DidYouMeanOneOf(near);
  if (names.empty()) return absl::StrCat("the input has no ", what);
  return absl::StrCat("available: ", JoinFirst(names, ", "));
}

std::string JoinFirst(const std::vector<std::string>& names, std::string_view separator) {
  const size_t shown = std::min(names.size(), kMaxNames);
  std::string text = absl::StrJoin(names.begin(), names.begin() + shown, separator);
  if (names.size() > shown)
    absl::StrAppend(&text, separator, separator == ", " ? "and " : "",
                    WithCommas(names.size() - shown), " more");
  return text;
}

}  // namespace svcenv
