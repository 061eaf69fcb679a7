// Link variables, taken out of an environment.
#ifndef SVCENV_CLI_BECOME_DROP_LINKS_H_
#define SVCENV_CLI_BECOME_DROP_LINKS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/types/span.h"
#include "cli/become/environment_block.h"
#include "cli/flags/arguments.h"

namespace svcenv::cli {

// --drop-links and --keep.
class DropLinksFlags {
 public:
  void Add(Arguments* arguments);

  // Looks at the flags, and for the link variables (FindLinkVariables) of the environment that the
  // container was started with. What is wrong is an InvalidArgument of one line.
  absl::Status Prepare(const EnvironmentBlock& started_with);

  // Removes those that are still there as they were, but for those that --keep names and, with
  // `unused`, those that a text of `command` or a value that stays refers to as $(NAME), $NAME or
  // ${NAME}. Gives how many it removed.
  size_t Apply(absl::Span<const std::string> command, EnvironmentBlock* environment) const;

 private:
  std::string which_;  // empty: the flag was not given
  std::vector<std::string> keep_;
  absl::flat_hash_set<const char*> links_;  // records
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_DROP_LINKS_H_
