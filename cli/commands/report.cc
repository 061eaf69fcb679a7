#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/reports/findings.h"
#include "cli/reports/linting.h"
#include "cli/reports/report_page.h"
#include "cli/reports/size_report.h"
#include "cli/workspace/containers.h"
#include "svcenv/base/version.h"
#include "svcenv/check/cause.h"
#include "svcenv/check/size.h"
#include "svcenv/env/resolver.h"
#include "svcenv/graph/service_graph.h"

namespace svcenv::cli {
namespace {

class ReportCommand : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  WorkspaceFlags flags_;
  std::unique_ptr<Linted> linted_;
  std::vector<Result> results_;
  Selection selection_;
  bool show_secrets_ = false;
};

void ReportCommand::Declare(Arguments* arguments) {
  arguments->Argument(&selection_.target, "TARGET");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Which containers");
  AddSelectionFlags(&selection_, arguments);
  arguments->Group("Output");
  arguments->Add(&show_secrets_, "--show-secrets",
                 "write the values of Secrets, which are ****** unless asked for");
  arguments->Add(&flags_.paths.config, "--config", "FILE", kConfigHelp);
  flags_.AddServiceFlags(arguments);
  flags_.AddPodFlags(arguments);
}

int ReportCommand::Run(Console* console) {
  if (console->out_is_terminal()) {
    return Misuse(console, "report",
                  "the report is a page of HTML, which is no text for a terminal: write it to a "
                  "file, as in '> report.html'");
  }
  linted_ = OpenAndLint(flags_, selection_, console);
  if (linted_->failed) return kWrong;
  const Workspace& workspace = *linted_->workspace;
  const Cluster& cluster = workspace.cluster();

  ResolveOptions options = workspace.options();
  options.complete |= linted_->configs.complete() && !workspace.incomplete();
  const Resolver resolver(cluster, options);
  Findings told(workspace, /*strict=*/false);
  SizeOptions size_options;
  SizeCounter counter(size_options);
  results_ = ResultsOf(workspace, resolver, linted_->selected);
  std::vector<GraphSubject> subjects;
  std::vector<Sized> sizes;
  for (size_t i = 0; i < results_.size(); ++i) {
    const auto& [workload, container] = linted_->selected[i];
    subjects.push_back({workload, container, workspace.FactsOf(*workload)});
    if (results_[i].ok()) {
      sizes.push_back({&results_[i], counter.Count(*results_[i].resolved)});
    } else {
      told.AddError(results_[i]);
    }
  }
  const ServiceGraph graph = GraphOf(cluster, resolver, subjects, linted_->services);
  const std::string made =
      absl::StrCat("Made by svcenv ", kVersion, ", by the rules of Kubernetes ",
                   workspace.options().version->name, ".");
  told.Tell(console);
  console->Say(DescribeUnchecked(linted_->unchecked_kinds));
  const Diagnostics causes = OnePerCause(cluster, linted_->findings);
  WriteReport({cluster, linted_->services, subjects, results_, sizes, linted_->findings, causes,
               graph, made, !show_secrets_},
              &console->out());
  return told.status();
}

}  // namespace

std::unique_ptr<Command> MakeReport() { return std::make_unique<ReportCommand>(); }

}  // namespace svcenv::cli
