#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/command.h"
#include "cli/process/become.h"
#include "cli/process/environment_block.h"

namespace svcenv::cli {
namespace {

class Exec : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  std::vector<std::string> command_;
  std::vector<std::string> argv0_;
};

void Exec::Declare(Arguments* arguments) {
  arguments->Command(&command_, CommandBegin::kAtFirstWord);
  arguments->Group("Command");
  arguments->Add(&argv0_, "--argv0", "NAME", "what COMMAND is told that its own name is");
}

int Exec::Run(Console* console) {
  if (command_.empty()) return Misuse(console, "exec", "a COMMAND is needed");
  std::optional<std::string_view> argv0;
  if (!argv0_.empty()) argv0 = argv0_.back();
  return Become(command_, argv0, EnvironmentBlock::OfThisProcess(), console);
}

}  // namespace

std::unique_ptr<Command> MakeExec() { return std::make_unique<Exec>(); }

}  // namespace svcenv::cli
