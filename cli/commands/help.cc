#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/commands/help_text.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/pager.h"

namespace svcenv::cli {
namespace {

class Help : public Command {
 public:
  void Declare(Arguments* arguments) override { arguments->Argument(&command_, "COMMAND"); }

  int Run(Console* console) override {
    if (command_.empty()) {
      console->out().Append(Overview());
      return kDone;
    }
    const CommandRow* command = FindCommand(command_);
    if (command == nullptr) return UnknownCommand(console, command_);
    ShowPaged(HelpOf(*command), console);
    return kDone;
  }

 private:
  std::string command_;
};

}  // namespace

int UnknownCommand(Console* console, std::string_view name) {
  std::vector<std::string_view> names;
  for (const CommandRow& command : Commands()) names.push_back(command.name);
  return Misuse(console, "", absl::StrCat("unknown command '", name, "'", DidYouMean(name, names)));
}

std::unique_ptr<Command> MakeHelp() { return std::make_unique<Help>(); }

}  // namespace svcenv::cli
