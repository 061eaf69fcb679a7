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

#include "svcenv/render/output.h"

namespace svcenv {

// SGR parameters of ECMA-48.
enum class Style { kPlain, kBold, kDim, kRed, kGreen, kYellow };

struct PeopleOptions {
  bool color = false;
  size_t width = 0;  // columns of the terminal; 0: nothing is cut
};

// Text in a style; without colour as it is.
std::string Styled(std::string_view text, Style style, bool color);

// Text from anywhere: what cannot be seen is made visible.
struct Cell {
  Cell() = default;
  Cell(std::string_view cell_text, Style cell_style = Style::kPlain);  // NOLINT: as a value

  std::string text;
  Style style = Style::kPlain;
  bool right = false;  // numbers: at the right of their column
};

class Columns {
 public:
  explicit Columns(const PeopleOptions& options) : options_(options) {}

  // Two blanks stand between columns; a row may have fewer cells than another.
  void Add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }

  // Where the rows are wider than the terminal, cells of these columns are cut with "…", the widest
  // column first.
  void set_cut(std::vector<size_t> columns) { cut_ = std::move(columns); }

  // Whether the rows are no wider than the terminal, uncut.
  bool fits() const;

  void Write(Output* output);

 private:
  std::vector<size_t> Widths() const;   // of each column, uncut
  std::vector<size_t> Measure() const;  // cut

  const PeopleOptions options_;
  std::vector<std::vector<Cell>> rows_;
  std::vector<size_t> cut_;
};

}  // namespace svcenv

#endif  // SVCENV_RENDER_COLUMNS_H_
