// What a command gets of the environment that svcenv itself has.
#ifndef SVCENV_CLI_BECOME_INHERIT_H_
#define SVCENV_CLI_BECOME_INHERIT_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv::cli {

// What "default" stands for: what programs need of who runs them, and on which terminal.
inline constexpr std::string_view kDefaultNames =
    "PATH, HOME, USER, LOGNAME, SHELL, TERM, COLORTERM, LANG, LANGUAGE, LC_*, TZ, TMPDIR, "
    "SSH_AUTH_SOCK";

// Names of variables, from "PATH,LC_*,default": one that ends in * means all that begin so.
class Inherited {
 public:
  static absl::StatusOr<Inherited> Parse(std::string_view text);

  bool Has(std::string_view name) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_INHERIT_H_
