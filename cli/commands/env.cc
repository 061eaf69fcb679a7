#include <cstddef>
#include <memory>
#include <vector>

#include "cli/commands/command.h"
#include "cli/commands/watch.h"
#include "cli/reports/findings.h"
#include "cli/reports/output_flags.h"
#include "cli/workspace/containers.h"
#include "cli/workspace/workspace.h"

namespace svcenv::cli {
namespace {

class Env : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  WorkspaceFlags flags_;
  std::unique_ptr<ContainerResults> containers_;
  OutputFlags output_flags_;
  Selection selection_;
  WatchFlags watch_flags_;
  bool strict_ = false;
};

void Env::Declare(Arguments* arguments) {
  arguments->Argument(&selection_.target, "TARGET");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Containers");
  AddSelectionFlags(&selection_, arguments);
  output_flags_.AddFormatFlags(arguments, /*of_containers=*/true);
  output_flags_.AddSecretFlags(arguments);
  arguments->Add(&strict_, "--strict", kStrictHelp);
  watch_flags_.Add(arguments);
  flags_.AddServiceFlags(arguments);
  flags_.AddReachFlags(arguments);
  flags_.AddLegacyFlag(arguments);
  flags_.AddPodFlags(arguments);
  flags_.AddMessageFlags(arguments);
}

int Env::Run(Console* console) {
  const absl::StatusOr<Rendering> rendering = ReadOutputFlags(output_flags_, *console);
  if (!rendering.ok()) return Misuse(console, "env", rendering.status().message());
  if (const absl::Status status = watch_flags_.Check(flags_, output_flags_, strict_);
      !status.ok()) {
    return Misuse(console, "env", status.message());
  }
  if (watch_flags_.watch) {
    ReportStyle style;
    style.people = {rendering->options.color, rendering->options.width};
    style.mask_secrets = rendering->options.mask_secrets;
    return WatchEnvironments(flags_, selection_, watch_flags_, style, console);
  }
  containers_ = ResolveContainers(flags_, selection_, console);
  if (containers_ == nullptr) return kWrong;

  const Workspace& workspace = *containers_->workspace;
  const std::vector<Result>& results = containers_->results;
  Findings findings(workspace, strict_);
  findings.ExplainReferences(*containers_->resolver);
  bool refused = false;
  for (size_t i = 0; i < results.size(); ++i) {
    findings.AddContainer(containers_->selected[i], results[i]);
    // If the container could not be resolved, the error above already says so.
    if (results[i].ok()) refused |= findings.AddRefusals(containers_->selected[i]);
  }
  if ((findings.unknown() || refused) && strict_) {
    findings.PrintWithHelp(console);
    return kWrong;
  }
  if (const absl::Status status = CheckResults(results, *rendering, output_flags_); !status.ok()) {
    return console->Fail(status, workspace.cluster().sources());
  }
  findings.PrintWithHelp(console);
  WriteResults(results, *rendering, console);
  return findings.status();
}

}  // namespace

std::unique_ptr<Command> MakeEnv() { return std::make_unique<Env>(); }

}  // namespace svcenv::cli
