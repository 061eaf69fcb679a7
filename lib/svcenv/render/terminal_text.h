// How many columns of a terminal text takes, once it is visible (base/visible.h).
#ifndef SVCENV_RENDER_TERMINAL_TEXT_H_
#define SVCENV_RENDER_TERMINAL_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "svcenv/base/visible.h"  // IWYU pragma: export

namespace svcenv {

// How many columns of a terminal a visible text takes; wide characters take two, combining ones
// none.
size_t ColumnsOf(std::string_view visible);

// The same of a visible text that Styled may have coloured.
size_t ColumnsOfStyled(std::string_view styled);

// The text, or as much of its beginning as fits into `columns` with a final "…".
std::string Cut(std::string_view visible, size_t columns);

}  // namespace svcenv

#endif  // SVCENV_RENDER_TERMINAL_TEXT_H_
