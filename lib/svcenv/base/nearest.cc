#include "svcenv/base/nearest.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace svcenv {
namespace {

constexpr size_t kMostNames = 8;  // that are listed one by one

}  // namespace

size_t EditDistance(std::string_view a, std::string_view b, size_t most) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most) return most + 1;
  // Rows of the table of distances between beginnings of `a` and `b`: the one before the last, the
  // last, and the one that is made.
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(last);
    last.swap(row);
    // An exchange goes back two rows, and no row comes to less than the two before it.
    const auto least = [](const std::vector<size_t>& of) {
      return *std::min_element(of.begin(), of.end());
    };
    if (least(last) > most && least(before) > most) return most + 1;
  }
  return std::min(last[b.size()], most + 1);
}

std::vector<std::string> Nearest(std::string_view word,
                                 absl::Span<const std::string_view> candidates, size_t limit) {
  const std::string lower = absl::AsciiStrToLower(word);
  const size_t furthest = std::max<size_t>(1, (lower.size() + 1) / 3);
  std::vector<std::tuple<size_t, std::string_view>> near;
  for (const std::string_view candidate : candidates) {
    const bool begins = !lower.empty() && absl::StartsWithIgnoreCase(candidate, lower);
    const bool hopeless =
        candidate.size() > lower.size() + furthest || lower.size() > candidate.size() + furthest;
    if (hopeless && !begins) continue;
    const size_t distance =
        begins ? 1 : EditDistance(lower, absl::AsciiStrToLower(candidate), furthest);
    if (distance <= furthest) near.emplace_back(distance, candidate);
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<std::string> result;
  for (const auto& [distance, candidate] : near) {
    if (result.size() == limit) break;
    result.emplace_back(candidate);
  }
  return result;
}

std::string Offer(std::string_view word, const std::vector<std::string>& names,
                  std::string_view what) {
  const std::vector<std::string> near =
      Nearest(word, std::vector<std::string_view>(names.begin(), names.end()));
  if (!near.empty()) return absl::StrCat("did you mean ", absl::StrJoin(near, " or "), "?");
  if (names.empty()) return absl::StrCat("there is no ", what, " in what was read");
  return absl::StrCat("there ", names.size() == 1 ? "is " : "are ", Several(names, ", "));
}

std::string Several(const std::vector<std::string>& names, std::string_view separator) {
  const size_t shown = std::min(names.size(), kMostNames);
  std::string text = absl::StrJoin(names.begin(), names.begin() + shown, separator);
  if (names.size() > shown) absl::StrAppend(&text, " and ", names.size() - shown, " more");
  return text;
}

}  // namespace svcenv
