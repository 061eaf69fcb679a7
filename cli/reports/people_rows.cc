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
constexpr size_t kMinSourceColumns = 20;
constexpr std::string_view kIndent = "  ";

// Returns the cells for where a fact comes from, one per line of at most `columns` columns. Only a
// place is cut, at its beginning.
std::vector<Cell> SourceLines(const PeopleRow& row, size_t columns) {
  std::vector<Cell> lines;
  const std::string from = Visible(row.from);
  if (!from.empty()) {
    for (const std::string_view line : WrapWords(from, columns)) {
      lines.emplace_back(absl::StrCat(kIndent, line), Style::kDim);
    }
  }
  if (row.place.empty()) return lines;
  const std::string place = Visible(row.place);
  const bool joins = !lines.empty() && ColumnsOf(lines.back().text) + 2 + ColumnsOf(place) <=
                                           kIndent.size() + columns;
  if (joins) {
    absl::StrAppend(&lines.back().text, ", ", place);
  } else {
    lines.emplace_back(absl::StrCat(kIndent, place), Style::kDim);
  }
  lines.back().path_begin = lines.back().text.size() - place.size();
  return lines;
}

}  // namespace

void WriteRows(const std::vector<PeopleRow>& rows, const PeopleOptions& options, Output* output) {
  size_t label_columns = 0;
  for (const PeopleRow& row : rows) {
    label_columns = std::max(label_columns, ColumnsOf(row.label.text));
  }
  const size_t taken = label_columns + 2 + kIndent.size();
  const size_t columns = std::max(options.width, taken + kMinSourceColumns) - taken;
  Columns lines(options), pairs(options);
  pairs.set_cut({1});
  for (const PeopleRow& row : rows) {
    lines.Add({row.label, row.what, Cell(row.from, Style::kDim), Cell(row.place, Style::kDim)});
    pairs.Add({row.label, row.what});
    for (Cell& line : SourceLines(row, columns)) pairs.Add({Cell(), std::move(line)});
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
