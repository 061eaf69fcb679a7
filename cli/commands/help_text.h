// The help of the program and of its commands, from the command table and the declared flags.
#ifndef SVCENV_CLI_COMMANDS_HELP_TEXT_H_
#define SVCENV_CLI_COMMANDS_HELP_TEXT_H_

#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "cli/commands/command.h"

namespace svcenv::cli {

// A sentence about the program.
inline constexpr std::string_view kProgramSummary =
    "Shows the exact environment a Kubernetes container will get, and why";

// Commands to begin with, one per line.
inline constexpr std::string_view kProgramExamples =
    "svcenv env pod/web -n shop\n"
    "svcenv explain REDIS_SERVICE_HOST deploy/web -f manifests/\n"
    "svcenv lint manifests/ -R";

// A group of commands and its heading.
struct CommandGroupTitle {
  CommandGroup group;
  std::string_view title;
};

// Returns all groups, in the order of the help.
absl::Span<const CommandGroupTitle> CommandGroups();

// Returns the output of `svcenv help`.
std::string Overview();
// Returns the output of `svcenv help COMMAND` and `svcenv COMMAND --help`.
std::string HelpOf(const CommandRow& command);
// Returns the output of `svcenv COMMAND -h`: the most useful flags in one sentence each, and three
// examples.
std::string BriefHelpOf(const CommandRow& command);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMMANDS_HELP_TEXT_H_
