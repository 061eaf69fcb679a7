// What is between the values of a YAML text; for this package only.
#ifndef SVCENV_SYNTAX_YAML_BLANKS_H_
#define SVCENV_SYNTAX_YAML_BLANKS_H_

#include <cstddef>
#include <string_view>

namespace svcenv {

// Returns the offset of what is neither blank nor comment, from `offset` on; the text's size if
// there is nothing.
size_t SkipBlanksAndComments(std::string_view text, size_t offset);

// Returns where the value begins whose anchor and tag begin at `offset`; at most `end`.
size_t SkipProperties(std::string_view text, size_t offset, size_t end);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_BLANKS_H_
