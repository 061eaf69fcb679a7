// Comments of YAML. Its parsers drop them.
#ifndef SVCENV_SYNTAX_COMMENTS_H_
#define SVCENV_SYNTAX_COMMENTS_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace svcenv {

struct Comment {
  size_t begin = 0;            // of the #, in bytes
  std::string_view text;       // after the #, up to the end of the line
  size_t line = 0, after = 0;  // where its line begins, and the next one
  bool alone = false;          // nothing but blanks is before it on its line
};

// Returns the comments of a YAML or JSON text in which `word` occurs, in order. Decides line by
// line what is a comment: not a # within quotes, a block scalar, or a word. Needs no valid text; a
// plain scalar whose later line begins with a quote may hide comments after it. O(size of the
// text), and as fast as a search if `word` is not there.
std::vector<Comment> CommentsWith(std::string_view text, std::string_view word);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_COMMENTS_H_
