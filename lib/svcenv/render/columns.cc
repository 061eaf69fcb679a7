#include "svcenv/render/columns.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

constexpr size_t kGap = 2;
constexpr size_t kNarrowestPath = 16;
// The maximum padding, so that one long value does not make every row as long.
constexpr size_t kWidest = 1000;

size_t WidthOf(const Cell& cell) { return ColumnsOf(cell.text) + ColumnsOf(cell.mark); }

size_t WidthOf(const std::vector<size_t>& widths) {
  if (widths.empty()) return 0;
  return std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1));
}

// Returns the text of a cell, cut to `columns`.
std::string CutCell(const Cell& cell, size_t columns) {
  if (cell.path_begin >= cell.text.size()) return Cut(cell.text, columns);
  const std::string_view text = cell.text;
  const std::string_view before = text.substr(0, cell.path_begin);
  const size_t taken = ColumnsOf(before);
  // Without room for the path after it, the beginning matters less than the line number.
  if (taken + kNarrowestPath > columns) return CutFront(text, columns);
  return absl::StrCat(before, CutFront(text.substr(cell.path_begin), columns - taken));
}

}  // namespace

Cell::Cell(std::string_view cell_text, Style cell_style)
    : text(Visible(cell_text)), style(cell_style) {}

std::vector<size_t> Columns::Widths() const {
  std::vector<size_t> widths;
  for (const std::vector<Cell>& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], std::min(WidthOf(row[i]), kWidest));
    }
  }
  return widths;
}

bool Columns::fits() const { return options_.width == 0 || WidthOf(Widths()) <= options_.width; }

std::vector<size_t> Columns::Measure() const {
  std::vector<size_t> widths = Widths();
  if (options_.width == 0 || WidthOf(widths) <= options_.width) return widths;
  if (first_hangs_) {
    widths[0] = 0;
    for (const std::vector<Cell>& row : rows_) {
      const size_t width = row.empty() ? 0 : WidthOf(row[0]);
      if (width <= options_.width * 2 / 5) widths[0] = std::max(widths[0], width);
    }
  }
  for (size_t all = WidthOf(widths); !cut_.empty() && all > options_.width; --all) {
    size_t widest = cut_.front();
    for (const size_t column : cut_) {
      if (column < widths.size() && widths[column] > widths[widest]) widest = column;
    }
    if (widest >= widths.size() || widths[widest] <= narrowest_) break;
    --widths[widest];
  }
  return widths;
}

bool Columns::IsCut(size_t column) const {
  return options_.width > 0 && std::find(cut_.begin(), cut_.end(), column) != cut_.end();
}

void Columns::WriteRow(const std::vector<Cell>& row, const std::vector<size_t>& widths,
                       Output* output) const {
  size_t blanks = 0;  // to write before the next text
  for (size_t i = 0; i < row.size(); ++i) {
    const Cell& cell = row[i];
    const size_t mark = ColumnsOf(cell.mark);
    const std::string text =
        IsCut(i) ? CutCell(cell, widths[i] - std::min(widths[i], mark)) : cell.text;
    const size_t width = ColumnsOf(text) + mark;
    const size_t rest = widths[i] - std::min(widths[i], width);
    if (cell.right) blanks += rest;
    if (width > 0) {
      output->Append(std::string(blanks, ' '));
      output->Append(Styled(text, cell.style, options_.color));
      output->Append(Styled(cell.mark, cell.mark_style, options_.color));
      blanks = 0;
    }
    if (i == 0 && first_hangs_ && width > widths[0]) {
      output->Append("\n");
      blanks = widths[0];
    }
    blanks += kGap + (cell.right ? 0 : rest);
  }
  output->Append("\n");
}

void Columns::Write(Output* output) {
  const std::vector<size_t> widths = Measure();
  for (const std::vector<Cell>& row : rows_) WriteRow(row, widths, output);
}

}  // namespace svcenv
