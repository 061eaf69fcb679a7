// Formats rows of cells in aligned columns, for people.
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

// A cell of a table. The constructor escapes invisible characters, so the text may be untrusted.
struct Cell {
  Cell() = default;
  Cell(std::string_view cell_text, Style cell_style = Style::kPlain);  // NOLINT: implicit

  std::string text;
  std::string mark;  // written after the text, never cut
  Style style = Style::kPlain;
  Style mark_style = Style::kRed;
  // If the cell is cut, the part of the text from this byte on loses its beginning, so that a path
  // keeps its line number. npos: the text loses its end.
  size_t path_begin = std::string::npos;
  bool right = false;  // align right, for numbers
};

class Columns {
 public:
  explicit Columns(const PeopleOptions& options) : options_(options) {}

  // Appends a row. Rows may have different numbers of cells. Columns are separated by two spaces.
  void Add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }

  size_t size() const { return rows_.size(); }

  // Sets the columns whose cells are cut with "…" if the rows are wider than the terminal. Cuts the
  // widest column first and none to less than `narrowest`.
  void set_cut(std::vector<size_t> columns, size_t narrowest = 12) {
    cut_ = std::move(columns);
    narrowest_ = narrowest;
  }

  // Puts a cell of the first column on its own line if the rows are wider than the terminal and the
  // cell takes more than two fifths of that width.
  void set_first_hangs() { first_hangs_ = true; }

  // Returns whether the rows fit the terminal without cutting.
  bool fits() const;

  void Write(Output* output);

 private:
  std::vector<size_t> Widths() const;   // the width of each column before cutting
  std::vector<size_t> Measure() const;  // after cutting
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
