// Sets the variables of `svcenv exec`, and expands `$(NAME)` references.
#ifndef SVCENV_CLI_EXEC_VARIABLES_H_
#define SVCENV_CLI_EXEC_VARIABLES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cli/exec/environment_block.h"
#include "cli/flags/arguments.h"

namespace svcenv::cli {

// Expands `$(NAME)` as the kubelet does (the newest rules of svcenv::Template), and records names
// that are not set.
class Expander {
 public:
  // `environment` must outlive this object, and may change.
  explicit Expander(const EnvironmentBlock* environment) : environment_(environment) {}

  // Returns `text` expanded with the current variables. `where` locates it in messages:
  // "--set URL".
  std::string Expand(std::string_view text, std::string_view where);

  // Returns a message for each reference that was not expanded: "--set URL refers to $(HOST), …".
  const std::vector<std::string>& unresolved() const { return unresolved_; }

 private:
  const EnvironmentBlock* environment_;
  std::vector<std::string> unresolved_;
};

// The flags --env-file, --set, --unset, and --clear, which apply in the order given.
class VariableFlags {
 public:
  void Add(Arguments* arguments);

  // Applies the flags. Returns InvalidArgument with a message of one line if a file is unreadable
  // or invalid, or a value is not NAME=VALUE. The environment may then be partly changed.
  absl::Status Apply(EnvironmentBlock* environment, Expander* expander) const;

 private:
  absl::Status Load(const std::string& path, EnvironmentBlock* environment,
                    Expander* expander) const;

  std::vector<FlagUse> steps_;
  std::string format_ = "dotenv";
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_VARIABLES_H_
