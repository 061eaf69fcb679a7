// Selects the variables that a command inherits from svcenv's own environment.
#ifndef SVCENV_CLI_EXEC_INHERIT_H_
#define SVCENV_CLI_EXEC_INHERIT_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv::cli {

// The names that "default" means: those that tell programs about their user and terminal.
inline constexpr std::string_view kDefaultNames =
    "PATH, HOME, USER, LOGNAME, SHELL, TERM, COLORTERM, LANG, LANGUAGE, LC_*, TZ, TMPDIR, "
    "SSH_AUTH_SOCK";

// A set of variable names, parsed from a list like "PATH,LC_*,default". A name that ends in *
// matches all names with that prefix.
class Inherited {
 public:
  static absl::StatusOr<Inherited> Parse(std::string_view text);

  bool Has(std::string_view name) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_INHERIT_H_
