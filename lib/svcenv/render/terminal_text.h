// Text for a terminal: what cannot be seen made visible, and how many columns it takes.
#ifndef SVCENV_RENDER_TERMINAL_TEXT_H_
#define SVCENV_RENDER_TERMINAL_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace svcenv {

// One line of text without anything that a terminal obeys or does not show: control characters,
// invisible and direction-changing ones are escaped as \n, \x1b or \u202e, a byte that is no UTF-8
// as \xff.
std::string Visible(std::string_view text);

// How many columns of a terminal a visible text takes; wide characters take two, combining ones
// none.
size_t ColumnsOf(std::string_view visible);

// The same of a visible text that Styled may have coloured.
size_t ColumnsOfStyled(std::string_view styled);

// The text, or as much of its beginning as fits into `columns` with a final "…".
std::string Cut(std::string_view visible, size_t columns);

}  // namespace svcenv

#endif  // SVCENV_RENDER_TERMINAL_TEXT_H_
