#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/commands/completion_scripts.h"
#include "cli/terminal/errors.h"

namespace svcenv::cli {
namespace {

class Completion : public Command {
 public:
  void Declare(Arguments* arguments) override { arguments->Argument(&shell_, "SHELL"); }

  int Run(Console* console) override {
    const std::string_view script = CompletionScript(shell_);
    if (script.empty()) {
      return Misuse(console, "completion",
                    shell_.empty()
                        ? "missing shell: pass bash, zsh, fish, or kubectl"
                        : absl::StrCat("unknown shell '", shell_, "'",
                                       DidYouMean(shell_, {"bash", "zsh", "fish", "kubectl"}),
                                       " (completion takes bash, zsh, fish, kubectl)"));
    }
    console->out().Append(script);
    return kDone;
  }

 private:
  std::string shell_;
};

}  // namespace

std::unique_ptr<Command> MakeCompletion() { return std::make_unique<Completion>(); }

}  // namespace svcenv::cli
