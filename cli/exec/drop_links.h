// Removes link variables from an environment.
#ifndef SVCENV_CLI_EXEC_DROP_LINKS_H_
#define SVCENV_CLI_EXEC_DROP_LINKS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/types/span.h"
#include "cli/exec/environment_block.h"
#include "cli/flags/arguments.h"

namespace svcenv::cli {

// The flags --drop-links and --keep.
class DropLinksFlags {
 public:
  void Add(Arguments* arguments);

  // Checks the flags and finds the link variables (FindLinkVariables) of the environment that the
  // container started with. Returns InvalidArgument with a message of one line.
  absl::Status Prepare(const EnvironmentBlock& started_with);

  // Removes link variables that have not changed since Prepare. Keeps those that --keep matches
  // and, with `unused`, those that a word of `command` or a remaining value refers to as $(NAME),
  // $NAME, or ${NAME}. Returns the number of removed variables.
  size_t Apply(absl::Span<const std::string> command, EnvironmentBlock* environment) const;

 private:
  std::string which_;  // empty if --drop-links was not given
  std::vector<std::string> keep_;
  absl::flat_hash_set<const char*> links_;  // records
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_DROP_LINKS_H_
