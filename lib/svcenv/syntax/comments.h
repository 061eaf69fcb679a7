// Finds YAML comments, which YAML parsers drop.
#ifndef SVCENV_SYNTAX_COMMENTS_H_
#define SVCENV_SYNTAX_COMMENTS_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace svcenv {

struct Comment {
  size_t begin = 0;            // of the #, in bytes
  std::string_view text;       // after the #, up to the end of the line
  size_t line = 0, after = 0;  // beginning of its line and of the next line
  bool alone = false;          // only whitespace precedes it on its line
};

// Returns the comments of a YAML or JSON text that contain `word`, in order. Scans line by line and
// skips a # within quotes, a block scalar, or a word. The text need not be valid. A continuation
// line of a plain scalar that begins with a quote can hide later comments. O(text), and as fast as
// a search if the text does not contain `word`.
std::vector<Comment> CommentsWith(std::string_view text, std::string_view word);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_COMMENTS_H_
