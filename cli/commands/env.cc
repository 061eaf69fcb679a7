#include <cstddef>
#include <utility>
#include <vector>

#include "cli/commands/command.h"
#include "cli/commands/watch.h"
#include "cli/reports/findings.h"
#include "cli/reports/output_flags.h"
#include "cli/reports/results.h"
#include "cli/workspace/session.h"
#include "svcenv/env/resolver.h"

namespace svcenv::cli {
namespace {

class Env : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  SessionFlags session_flags_;
  Session session_;
  std::vector<Result> results_;
  OutputFlags output_flags_;
  Selection selection_;
  WatchFlags watch_flags_;
  bool strict_ = false;
};

void Env::Declare(Arguments* arguments) {
  arguments->Argument(&selection_.target, "TARGET");
  session_flags_.AddObjectFlags(arguments);
  arguments->Group("Which containers");
  AddSelectionFlags(&selection_, arguments);
  output_flags_.AddFormatFlags(arguments);
  output_flags_.AddSecretFlags(arguments);
  arguments->Add(&strict_, "--strict", kStrictHelp);
  watch_flags_.Add(arguments);
  session_flags_.AddServiceFlags(arguments);
  session_flags_.AddReachFlags(arguments);
  session_flags_.AddLegacyFlag(arguments);
  session_flags_.AddPodFlags(arguments);
}

int Env::Run(Console* console) {
  const absl::StatusOr<Rendering> rendering = ReadOutputFlags(output_flags_, *console);
  if (!rendering.ok()) return Misuse(console, "env", rendering.status().message());
  if (const absl::Status status = watch_flags_.Check(session_flags_, output_flags_, strict_);
      !status.ok()) {
    return Misuse(console, "env", status.message());
  }
  if (watch_flags_.watch) {
    ReportStyle style;
    style.people = {rendering->options.color, rendering->options.width};
    style.mask_secrets = rendering->options.mask_secrets;
    return WatchEnvironments(session_flags_, selection_, watch_flags_, style, console);
  }
  if (!session_.Open(session_flags_, selection_, console)) return kWrong;
  selection_.namespace_ = std::string(session_flags_.namespace_filter());
  const absl::StatusOr<std::vector<Selected>> selected =
      SelectContainers(session_.cluster(), selection_);
  if (!selected.ok()) return console->Fail(selected.status());

  Resolver resolver(session_.cluster(), session_.options());
  Findings findings(session_, strict_);
  results_ = ResultsOf(session_, resolver, *selected);
  for (size_t i = 0; i < results_.size(); ++i) findings.AddContainer((*selected)[i], results_[i]);
  if (findings.unknown() && strict_) {
    findings.Tell(console);
    return kWrong;
  }
  if (const absl::Status status = CheckResults(results_, *rendering, output_flags_); !status.ok()) {
    return console->Fail(status, session_.cluster().sources());
  }
  findings.Tell(console);
  WriteResults(results_, *rendering, console);
  return findings.status();
}

}  // namespace

std::unique_ptr<Command> MakeEnv() { return std::make_unique<Env>(); }

}  // namespace svcenv::cli
