// The commands of svcenv. Each has its own file and a row in one table.
#ifndef SVCENV_CLI_COMMANDS_COMMAND_H_
#define SVCENV_CLI_COMMANDS_COMMAND_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "cli/flags/arguments.h"
#include "cli/terminal/console.h"

namespace svcenv::cli {

// One invocation of a command: declares its flags, has them parsed, and runs. It is never
// destroyed, so keep large objects in members: freeing a cluster object by object takes a tenth of
// the time of reading it.
class Command {
 public:
  virtual ~Command() = default;

  virtual void Declare(Arguments* arguments) = 0;

  // Returns the exit status. If it is kWrong, the command wrote nothing to stdout, except for
  // errors in lint's formats for machines.
  virtual int Run(Console* console) = 0;

  std::string color = "auto";  // --color, a flag of almost all commands
};

// How the process ends.
enum class Fate : uint8_t {
  kReports,  // with the command
  // Another program replaces it. Signal dispositions stay unchanged, and errors before that exit
  // with kOwnFailure.
  kExecs,
  // Like kExecs, in front of a container's command: the working directory must not change either.
  kEntrypoint,
};

// What a command is for. Help lists the commands by group.
enum class CommandGroup : uint8_t { kInspect, kCheck, kRun, kIntegrate, kOther };

// A row of the command table.
struct CommandRow {
  std::string_view name;
  CommandGroup group;
  std::string_view usage;     // the words after the name: "[TARGET] -f FILE [flags]"
  std::string_view summary;   // one line, for the list of commands
  std::string_view details;   // paragraphs, for the command's own help
  std::string_view examples;  // lines of "svcenv …", the most useful first
  std::string_view brief;     // the flags that -h shows, separated by spaces
  std::unique_ptr<Command> (*make)();
  Fate fate = Fate::kReports;
};

// Returns the commands in the order in which help lists them.
absl::Span<const CommandRow> Commands();

// Returns null if there is no such command.
const CommandRow* FindCommand(std::string_view name);

// Declares the flags of the row's command and the flags of all commands. `exec` does not get the
// latter: its messages appear in the log of another program.
void DeclareFlags(const CommandRow& row, Command* command, Arguments* arguments);

// Reports wrong usage of the command `name`, or of svcenv if it is empty, on stderr. Returns
// console->failure(). The report has a second line of help, unless failure() is kOwnFailure.
int Misuse(Console* console, std::string_view name, std::string_view message);
int UnknownCommand(Console* console, std::string_view name);

std::unique_ptr<Command> MakeEnv();
std::unique_ptr<Command> MakeServices();
std::unique_ptr<Command> MakeResolve();
std::unique_ptr<Command> MakeExplain();
std::unique_ptr<Command> MakeSize();
std::unique_ptr<Command> MakeDiff();
std::unique_ptr<Command> MakeLint();
std::unique_ptr<Command> MakeGraph();
std::unique_ptr<Command> MakeReport();
std::unique_ptr<Command> MakeExec();
std::unique_ptr<Command> MakeRun();
std::unique_ptr<Command> MakeReview();
std::unique_ptr<Command> MakeBatch();
std::unique_ptr<Command> MakeCollect();
std::unique_ptr<Command> MakeCompletion();
std::unique_ptr<Command> MakeVersion();
std::unique_ptr<Command> MakeHelp();

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMMANDS_COMMAND_H_
