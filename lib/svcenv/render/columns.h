// Rows of cells in aligned columns, for people.
//
//   Columns columns({/*color=*/true, /*width=*/80});
//   columns.Add({{"NAME", Style::kDim}, {"VALUE", Style::kDim}});
//   columns.Add({{name}, {value}});
//   columns.Write(&output);
#ifndef SVCENV_RENDER_COLUMNS_H_
#define SVCENV_RENDER_COLUMNS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "svcenv/base/terminal_text.h"  // IWYU pragma: export
#include "svcenv/render/output.h"

namespace svcenv {

// Text from anywhere: what cannot be seen is made visible.
struct Cell {
  Cell() = default;
  Cell(std::string_view cell_text, Style cell_style = Style::kPlain);  // NOLINT: as a value

  std::string text;
  std::string mark;  // follows the text in red and is never cut
  Style style = Style::kPlain;
  bool right = false;  // numbers: at the right of their column
};

class Columns {
 public:
  explicit Columns(const PeopleOptions& options) : options_(options) {}

  // Two blanks stand between columns; a row may have fewer cells than another.
  void Add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }

  size_t size() const { return rows_.size(); }

  // Where the rows are wider than the terminal, cells of these columns are cut with "…", the widest
  // column first, and none to less than `narrowest`.
  void set_cut(std::vector<size_t> columns, size_t narrowest = 12) {
    cut_ = std::move(columns);
    narrowest_ = narrowest;
  }

  // Where the rows are wider than the terminal, a cell of the first column that takes more than two
  // fifths of it gets a line of its own.
  void set_first_hangs() { first_hangs_ = true; }

  // Whether the rows are no wider than the terminal, uncut.
  bool fits() const;

  void Write(Output* output);

 private:
  std::vector<size_t> Widths() const;   // of each column, uncut
  std::vector<size_t> Measure() const;  // cut
  bool IsCut(size_t column) const;
  void WriteRow(const std::vector<Cell>& row, const std::vector<size_t>& widths,
                Output* output) const;

  const PeopleOptions options_;
  std::vector<std::vector<Cell>> rows_;
  std::vector<size_t> cut_;
  size_t narrowest_ = 0;
  bool first_hangs_ = false;
};

}  // namespace svcenv

#endif  // SVCENV_RENDER_COLUMNS_H_
