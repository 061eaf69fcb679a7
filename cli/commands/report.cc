#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/reports/findings.h"
#include "cli/reports/linting.h"
#include "cli/reports/report_page.h"
#include "cli/reports/results.h"
#include "cli/reports/size_report.h"
#include "cli/workspace/session.h"
#include "svcenv/base/version.h"
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
  SessionFlags session_flags_;
  Session session_;
  std::vector<Result> results_;
  Selection selection_;
  std::string config_;
  bool show_secrets_ = false;
};

void ReportCommand::Declare(Arguments* arguments) {
  arguments->Argument(&selection_.target, "TARGET");
  session_flags_.AddObjectFlags(arguments);
  arguments->Group("Which containers");
  AddSelectionFlags(&selection_, arguments);
  arguments->Group("Output");
  arguments->Add(&show_secrets_, "--show-secrets",
                 "write the values of Secrets, which are ****** unless asked for");
  arguments->Add(&config_, "--config", "FILE", kConfigHelp);
  session_flags_.AddServiceFlags(arguments);
  session_flags_.AddPodFlags(arguments);
}

int ReportCommand::Run(Console* console) {
  if (console->out_is_terminal()) {
    return Misuse(console, "report",
                  "the report is a page of HTML, which is no text for a terminal: write it to a "
                  "file, as in '> report.html'");
  }
  Diagnostics findings;
  if (!session_.Open(session_flags_, selection_, console, &findings)) return kWrong;
  LintConfigs configs;
  if (!configs.Load(session_flags_.files, session_flags_.recursive, config_, console)) {
    return kWrong;
  }
  const Cluster& cluster = session_.cluster();
  selection_.namespace_ = std::string(session_flags_.namespace_filter());
  const absl::StatusOr<std::vector<Selected>> selected = SelectIfAny(cluster, selection_);
  if (!selected.ok()) return console->Fail(selected.status());
  const std::vector<const Service*> services = ServicesOf(cluster, selection_, *selected);
  findings = AllFindings(session_, configs, *selected, services, std::move(findings));

  ResolveOptions options = session_.options();
  options.complete |= configs.complete();
  const Resolver resolver(cluster, options);
  Findings told(session_, /*strict=*/false);
  SizeOptions size_options;
  SizeCounter counter(size_options);
  results_ = ResultsOf(session_, resolver, *selected);
  std::vector<GraphSubject> subjects;
  std::vector<Sized> sizes;
  for (size_t i = 0; i < results_.size(); ++i) {
    const auto& [workload, container] = (*selected)[i];
    subjects.push_back({workload, container, session_.FactsOf(*workload)});
    if (results_[i].ok()) {
      sizes.push_back({&results_[i], counter.Count(*results_[i].resolved)});
    } else {
      told.AddError(results_[i]);
    }
  }
  const ServiceGraph graph = GraphOf(cluster, resolver, subjects, services);
  const std::string made =
      absl::StrCat("Made by svcenv ", kVersion, ", by the rules of Kubernetes ",
                   session_.options().version->name, ".");
  told.Tell(console);
  WriteReport({cluster, services, subjects, results_, sizes, findings, graph, made, !show_secrets_},
              &console->out());
  return told.status();
}

}  // namespace

std::unique_ptr<Command> MakeReport() { return std::make_unique<ReportCommand>(); }

}  // namespace svcenv::cli
