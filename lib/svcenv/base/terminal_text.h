// Text on a terminal, once it is visible (base/visible.h): columns, styles, and lines.
#ifndef SVCENV_BASE_TERMINAL_TEXT_H_
#define SVCENV_BASE_TERMINAL_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/visible.h"  // IWYU pragma: export

namespace svcenv {

// SGR parameters of ECMA-48. These colors can be read on light and on dark terminals.
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

// How text is shown to people.
struct PeopleOptions {
  bool color = false;
  size_t width = 0;  // columns of the terminal; 0: nothing is cut or wrapped
};

// Returns `text` in a style; as it is without `color`.
std::string Styled(std::string_view text, Style style, bool color);

// How many columns of a terminal a visible text takes; wide characters take two, combining ones
// none.
size_t ColumnsOf(std::string_view visible);

// The same of a visible text that Styled may have coloured.
size_t ColumnsOfStyled(std::string_view styled);

// The text, or as much of its beginning as fits into `columns` with a final "…".
std::string Cut(std::string_view visible, size_t columns);

// Returns the text, or as much of its end as fits into `columns` after a first "…".
std::string CutFront(std::string_view visible, size_t columns);

// Returns the words of a visible text in lines of at most `columns` columns; a longer word has a
// line of its own. At least one line; views into `visible`.
std::vector<std::string_view> WrapWords(std::string_view visible, size_t columns);

}  // namespace svcenv

#endif  // SVCENV_BASE_TERMINAL_TEXT_H_
