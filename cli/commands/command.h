// A command of svcenv: one file each, and one table of them.
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

// One call of a command: its flags are declared, then read, then it runs. It stays until the
// process ends and is never destroyed, so what is large is held in members: to free a cluster
// object by object takes a tenth of the time of reading it.
class Command {
 public:
  virtual ~Command() = default;

  virtual void Declare(Arguments* arguments) = 0;

  // Gives the exit status. With kWrong nothing was written to stdout, except for the errors that
  // formats of lint have for machines.
  virtual int Run(Console* console) = 0;

  std::string color = "auto";  // --color, which all commands have
};

// What becomes of the process.
enum class Fate : uint8_t {
  kReports,  // the command ends with it
  // Another program takes its place, so signals stay as they are, and what fails before is
  // kOwnFailure.
  kBecomes,
  // The same at the front of a container's command, where not even the directory may change.
  kEntrypoint,
};

// A row of the table.
struct CommandRow {
  std::string_view name;
  std::string_view usage;     // what follows the name: "[TARGET] -f FILE [flags]"
  std::string_view summary;   // one line, for the list of commands
  std::string_view details;   // paragraphs, for its own help
  std::string_view examples;  // lines of "svcenv …"
  std::unique_ptr<Command> (*make)();
  Fate fate = Fate::kReports;
};

// In the order in which help lists them.
absl::Span<const CommandRow> Commands();

// Null when there is none of that name.
const CommandRow* FindCommand(std::string_view name);

// Declares the flags of a command of that row, and those that all commands have. `exec` has none of
// those: its messages appear in the log of another program.
void DeclareFlags(const CommandRow& row, Command* command, Arguments* arguments);

// What `svcenv help` and `svcenv help COMMAND` show.
std::string Overview();
std::string HelpOf(const CommandRow& command);

// Says on stderr how the program was called wrongly, `name` the command or empty, and gives the
// console's failure(): with a line of help, or in one line where that is kOwnFailure.
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
std::unique_ptr<Command> MakeCompletion();
std::unique_ptr<Command> MakeVersion();
std::unique_ptr<Command> MakeHelp();

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMMANDS_COMMAND_H_
