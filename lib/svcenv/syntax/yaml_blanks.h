// Skips the text between YAML values. Private to this package.
#ifndef SVCENV_SYNTAX_YAML_BLANKS_H_
#define SVCENV_SYNTAX_YAML_BLANKS_H_

#include <cstddef>
#include <string_view>

namespace svcenv {

// Returns the first offset from `offset` on that is neither whitespace nor in a comment, or the
// size of the text.
size_t SkipBlanksAndComments(std::string_view text, size_t offset);

// Returns where the value begins after the anchor and tag at `offset`, at most `end`.
size_t SkipProperties(std::string_view text, size_t offset, size_t end);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_BLANKS_H_
