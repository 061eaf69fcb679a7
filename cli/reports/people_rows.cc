#include "cli/reports/people_rows.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

constexpr size_t kMaxAlike = 3;  // containers named below the first
constexpr std::string_view kIndent = "  ";

}  // namespace

void WriteRows(const std::vector<PeopleRow>& rows, const PeopleOptions& options, Output* output) {
  Columns lines(options), pairs(options);
  pairs.set_cut({1});
  for (const PeopleRow& row : rows) {
    lines.Add({row.label, row.what, Cell(row.from, Style::kDim), Cell(row.place, Style::kDim)});
    pairs.Add({row.label, row.what});
    const std::string from =
        absl::StrCat(row.from, row.from.empty() || row.place.empty() ? "" : ", ", row.place);
    if (from.empty()) continue;
    Cell second(absl::StrCat(kIndent, from), Style::kDim);
    if (!row.place.empty()) second.path_begin = second.text.size() - Visible(row.place).size();
    pairs.Add({Cell(), std::move(second)});
  }
  (lines.fits() ? lines : pairs).Write(output);
}

std::string SharedHeading(const std::vector<std::string>& names, bool color) {
  std::string text = absl::StrCat(Styled(Visible(names.front()), Style::kBold, color), "\n");
  const auto add = [&](std::string_view what) {
    absl::StrAppend(&text, kIndent, Styled(absl::StrCat("same for: ", what), Style::kDim, color),
                    "\n");
  };
  const size_t shown = std::min(names.size() - 1, kMaxAlike);
  for (size_t i = 1; i <= shown; ++i) add(Visible(names[i]));
  if (names.size() - 1 > shown) add(absl::StrCat(WithCommas(names.size() - 1 - shown), " more"));
  return text;
}

}  // namespace svcenv::cli
