#include "cli/app.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/completion.h"
#include "cli/console.h"

namespace svcenv::cli {
namespace {

int RunCommand(const CommandRow& row, const std::vector<std::string>& arguments, Console* console) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  if (std::any_of(arguments.begin(), end,
                  [](const std::string& a) { return a == "-h" || a == "--help"; })) {
    console->out().Append(HelpOf(row));
    return kDone;
  }
  const std::unique_ptr<Command> command = row.make();
  Arguments declared;
  command->Declare(&declared);
  if (const absl::Status status = declared.Parse(arguments); !status.ok()) {
    return Misuse(console, row.name, status.message());
  }
  return command->Run(console);
}

int Run(const std::vector<std::string>& arguments, Console* console) {
  if (arguments.empty()) {
    console->Say(Overview());
    return kWrong;
  }
  const std::string& name = arguments.front();
  if (name == "-h" || name == "--help") {
    console->out().Append(Overview());
    return kDone;
  }
  if (name == "__complete") {  // asked by the scripts of `svcenv completion`
    console->out().Append(Complete({arguments.begin() + 1, arguments.end()}));
    return kDone;
  }
  const CommandRow* row = FindCommand(name == "--version" ? "version" : name);
  if (row != nullptr) return RunCommand(*row, {arguments.begin() + 1, arguments.end()}, console);
  if (absl::StartsWith(name, "-")) {
    return Misuse(
        console, "",
        absl::StrCat("'", name, "' stands where a command is expected: flags come after it"));
  }
  return UnknownCommand(console, name);
}

}  // namespace

int RunApp(const std::vector<std::string>& arguments) {
  Console console;
  return console.Finish(Run(arguments, &console));
}

}  // namespace svcenv::cli
