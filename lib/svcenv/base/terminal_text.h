// Columns, styles, and line wrapping of visible text (base/visible.h) on a terminal.
#ifndef SVCENV_BASE_TERMINAL_TEXT_H_
#define SVCENV_BASE_TERMINAL_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/visible.h"  // IWYU pragma: export

namespace svcenv {

// SGR parameters of ECMA-48. The colors are legible on light and dark terminals.
enum class Style {
  kPlain,
  kBold,
  kDim,
  kRed,
  kGreen,
  kYellow,
  kBlue,
  kMagenta,
  kCyan,
  kBoldRed,
  kBoldYellow,
  kBoldCyan
};

// How to show text to people.
struct PeopleOptions {
  bool color = false;
  size_t width = 0;  // columns of the terminal; 0: do not cut or wrap
};

// Returns `text` in a style, or unchanged if `color` is false.
std::string Styled(std::string_view text, Style style, bool color);

// Returns the number of terminal columns of a visible string. Wide characters count as two,
// combining characters as none.
size_t ColumnsOf(std::string_view visible);

// Like ColumnsOf, but ignores the escape sequences of Styled.
size_t ColumnsOfStyled(std::string_view styled);

// Returns the string, or as much of its beginning as fits into `columns` before an "…".
std::string Cut(std::string_view visible, size_t columns);

// Returns the string, or as much of its end as fits into `columns` after an "…".
std::string CutFront(std::string_view visible, size_t columns);

// Wraps a visible string at spaces into lines of at most `columns` columns. A longer word gets its
// own line. Returns at least one line. The lines are views into `visible`.
std::vector<std::string_view> WrapWords(std::string_view visible, size_t columns);

}  // namespace svcenv

#endif  // SVCENV_BASE_TERMINAL_TEXT_H_
