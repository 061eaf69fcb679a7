#include "svcenv/kubernetes/version.h"

#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "svcenv/base/version.h"

namespace svcenv::cli {
namespace {

class Version : public Command {
 public:
  void Declare(Arguments*) override {}

  int Run(Console* console) override {
    console->out().Append(
        absl::StrCat("svcenv ", kVersion, "\nKubernetes ", KnownVersionsText(), "\n"));
    return kDone;
  }
};

}  // namespace

std::unique_ptr<Command> MakeVersion() { return std::make_unique<Version>(); }

}  // namespace svcenv::cli
