// The variables that `svcenv exec` is asked to set, and `$(NAME)` in texts.
#ifndef SVCENV_CLI_BECOME_VARIABLES_H_
#define SVCENV_CLI_BECOME_VARIABLES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cli/become/environment_block.h"
#include "cli/flags/arguments.h"

namespace svcenv::cli {

// Replaces `$(NAME)` as the kubelet does (the newest rules of svcenv::Template), and notes which
// names are not set.
class Expander {
 public:
  // `environment` must outlive it, and may change.
  explicit Expander(const EnvironmentBlock* environment) : environment_(environment) {}

  // What `text` becomes with the variables that are there now. `where` says in messages where it
  // stands: "--set URL".
  std::string Expand(std::string_view text, std::string_view where);

  // A message for each reference that stayed as it was: "--set URL refers to $(HOST), which …".
  const std::vector<std::string>& unresolved() const { return unresolved_; }

 private:
  const EnvironmentBlock* environment_;
  std::vector<std::string> unresolved_;
};

// --env-file, --set, --unset and --clear, done in the order in which they are given.
class VariableFlags {
 public:
  void Add(Arguments* arguments);

  // Fails on a file that cannot be read, on one that is wrong, on what is no NAME=VALUE: an
  // InvalidArgument of one line. The environment is then changed in part.
  absl::Status Apply(EnvironmentBlock* environment, Expander* expander) const;

 private:
  absl::Status Load(const std::string& path, EnvironmentBlock* environment,
                    Expander* expander) const;

  std::vector<GivenFlag> steps_;
  std::string format_ = "dotenv";
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_VARIABLES_H_
