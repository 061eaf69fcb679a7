#include "svcenv/render/columns.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/render/terminal_text.h"

namespace svcenv {
namespace {

constexpr size_t kGap = 2;
constexpr size_t kNarrowest = 12;  // to which a column is cut at most
// To which cells are padded at most: one long value would make every row as long.
constexpr size_t kWidest = 1000;

std::string_view CodeOf(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "1";
    case Style::kDim:
      return "2";
    case Style::kRed:
      return "31";
    case Style::kGreen:
      return "32";
    case Style::kYellow:
      return "33";
  }
  return "";
}

size_t WidthOf(const std::vector<size_t>& widths) {
  if (widths.empty()) return 0;
  return std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1));
}

}  // namespace

std::string Styled(std::string_view text, Style style, bool color) {
  const std::string_view code = CodeOf(style);
  if (!color || code.empty() || text.empty()) return std::string(text);
  return absl::StrCat("\x1b[", code, "m", text, "\x1b[0m");
}

Cell::Cell(std::string_view cell_text, Style cell_style)
    : text(Visible(cell_text)), style(cell_style) {}

std::vector<size_t> Columns::Widths() const {
  std::vector<size_t> widths;
  for (const std::vector<Cell>& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], std::min(ColumnsOf(row[i].text), kWidest));
    }
  }
  return widths;
}

bool Columns::fits() const { return options_.width == 0 || WidthOf(Widths()) <= options_.width; }

std::vector<size_t> Columns::Measure() const {
  std::vector<size_t> widths = Widths();
  if (options_.width == 0 || cut_.empty()) return widths;
  for (size_t all = WidthOf(widths); all > options_.width; --all) {
    size_t widest = cut_.front();
    for (const size_t column : cut_) {
      if (column < widths.size() && widths[column] > widths[widest]) widest = column;
    }
    if (widest >= widths.size() || widths[widest] <= kNarrowest) break;
    --widths[widest];
  }
  return widths;
}

void Columns::Write(Output* output) {
  const std::vector<size_t> widths = Measure();
  for (const std::vector<Cell>& row : rows_) {
    size_t blanks = 0;  // that are due before the next text
    for (size_t i = 0; i < row.size(); ++i) {
      const bool is_cut =
          options_.width > 0 && std::find(cut_.begin(), cut_.end(), i) != cut_.end();
      const std::string text = is_cut ? Cut(row[i].text, widths[i]) : row[i].text;
      const size_t rest = widths[i] - std::min(widths[i], ColumnsOf(text));
      if (row[i].right) blanks += rest;
      if (!text.empty()) {
        output->Append(std::string(blanks, ' '));
        output->Append(Styled(text, row[i].style, options_.color));
        blanks = 0;
      }
      blanks += kGap + (row[i].right ? 0 : rest);
    }
    output->Append("\n");
  }
}

}  // namespace svcenv
