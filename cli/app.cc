#include "cli/app.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/commands/help_text.h"
#include "cli/commands/man_page.h"
#include "cli/completion/completion.h"
#include "cli/flags/arguments.h"
#include "cli/platform/memory.h"
#include "cli/sources/replacement.h"
#include "cli/terminal/console.h"
#include "cli/terminal/pager.h"

namespace svcenv::cli {
namespace {

// The handler for a failed operator new. Ends the process immediately: unwinding needs memory too,
// and destructors and threads cannot report that there is none.
template <ExitStatus status>
[[noreturn]] void EndOutOfMemory() {
  constexpr std::string_view kText =
      status == kWrong ? "error: out of memory\n" : "svcenv: out of memory\n";
  Console::SayAtOnce(kText);
  RemoveTemporaryFiles();
  _exit(status);
}

// Prepares the process before the command runs.
void Prepare(Fate fate, Console* console) {
  if (fate != Fate::kEntrypoint) {
    // `bazel run` starts programs in its own directory, but paths are relative to the user's.
    const char* dir = std::getenv("BUILD_WORKING_DIRECTORY");
    if (dir != nullptr && *dir != '\0' && chdir(dir) != 0) std::perror(dir);
  }
  if (fate == Fate::kReports) {
    TakeMemoryInLargeSteps();
    // End quietly if the reader of stdout goes away, even if the parent process ignored SIGPIPE.
    std::signal(SIGPIPE, SIG_DFL);
  } else {
    console->set_failure(kOwnFailure);
  }
}

int RunCommand(const CommandRow& row, const std::vector<std::string>& arguments, Console* console) {
  static Command* command;  // reachable until the process ends, so it is not a leak
  command = row.make().release();
  Arguments declared;
  DeclareFlags(row, command, &declared);
  if (const HelpKind kind = declared.AskedHelp(arguments); kind != HelpKind::kNone) {
    ShowPaged(kind == HelpKind::kShort ? BriefHelpOf(row) : HelpOf(row), console);
    return kDone;
  }
  if (const absl::Status status = declared.Parse(arguments); !status.ok()) {
    return Misuse(console, row.name, status.message());
  }
  if (const absl::Status status = console->SetColor(command->color); !status.ok()) {
    return Misuse(console, row.name, status.message());
  }
  return command->Run(console);
}

int Run(const std::vector<std::string>& arguments, Console* console) {
  const CommandRow* row = arguments.empty() ? nullptr : FindCommand(arguments.front());
  Prepare(row == nullptr ? Fate::kReports : row->fate, console);
  if (arguments.empty()) {
    console->Say(Overview());
    return kWrong;
  }
  const std::string& name = arguments.front();
  if (name == "-h" || name == "--help") {
    console->out().Append(Overview());
    return kDone;
  }
  if (name == "__complete") {  // called by the scripts of `svcenv completion`
    console->out().Append(Complete(Commands(), {arguments.begin() + 1, arguments.end()}));
    return kDone;
  }
  if (name == "__man") return WriteManPage({arguments.begin() + 1, arguments.end()}, console);
  if (name == "--version") row = FindCommand("version");
  if (row != nullptr) return RunCommand(*row, {arguments.begin() + 1, arguments.end()}, console);
  if (absl::StartsWith(name, "-")) {
    return Misuse(
        console, "",
        absl::StrCat("expected a command, got flag '", name, "': write flags after the command"));
  }
  return UnknownCommand(console, name);
}

}  // namespace

int RunApp(int argc, char** argv) {
  const CommandRow* row = argc < 2 ? nullptr : FindCommand(argv[1]);
  const bool reports = row == nullptr || row->fate == Fate::kReports;
  // First of all: copying the arguments allocates memory.
  std::set_new_handler(reports ? EndOutOfMemory<kWrong> : EndOutOfMemory<kOwnFailure>);
  Console console;
  try {
    return console.Finish(Run({argv + std::min(argc, 1), argv + argc}, &console));
  } catch (const std::bad_alloc&) {  // from C libraries, which do not call the new handler
    if (console.failure() == kWrong) EndOutOfMemory<kWrong>();
    EndOutOfMemory<kOwnFailure>();
  }
}

}  // namespace svcenv::cli
