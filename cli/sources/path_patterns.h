// Globs for files and directories to leave out.
#ifndef SVCENV_CLI_SOURCES_PATH_PATTERNS_H_
#define SVCENV_CLI_SOURCES_PATH_PATTERNS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "re2/re2.h"

namespace svcenv::cli {

// Matches .gitignore patterns, except negation: `*` and `?` match within a name, `**` across
// directories, `[a-z]` one character. A pattern with no `/` except at the end matches a name in any
// directory; others match the path relative to `base`. Match tests only the path itself: the caller
// must skip the contents of a matching directory.
class PathPatterns {
 public:
  // `base` must be an absolute, normalized path.
  PathPatterns(std::string base, const std::vector<std::string>& globs);

  bool empty() const { return patterns_.empty(); }

  // Returns whether a pattern matches `path`, an absolute, normalized path. O(path.size()) per
  // pattern.
  bool Match(std::string_view path) const;

 private:
  struct Pattern {
    bool any_directory;
    std::shared_ptr<const RE2> expression;
  };

  std::string base_;
  std::vector<Pattern> patterns_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_PATH_PATTERNS_H_
