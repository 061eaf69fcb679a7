// Globs that name files and directories to leave out.
#ifndef SVCENV_CLI_SOURCES_PATH_PATTERNS_H_
#define SVCENV_CLI_SOURCES_PATH_PATTERNS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "re2/re2.h"

namespace svcenv::cli {

// Patterns as .gitignore has them, without negation: `*` and `?` match within a name, `**` across
// directories, `[a-z]` one character. A pattern without a `/` before its end matches a name in any
// directory; any other matches the path from `base` on. A directory matches with all that is in it.
class PathPatterns {
 public:
  // `base` is an absolute, normal path.
  PathPatterns(std::string base, const std::vector<std::string>& globs);

  bool empty() const { return patterns_.empty(); }

  // Returns whether a pattern matches `path`, an absolute, normal path. Linear in its size.
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
