#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "cli/commands/command.h"
#include "cli/reports/fail_on.h"
#include "cli/reports/findings.h"
#include "cli/reports/fixing.h"
#include "cli/reports/linting.h"
#include "cli/reports/report_changes.h"
#include "cli/reports/report_findings.h"
#include "cli/reports/report_page.h"
#include "cli/reports/size_report.h"
#include "cli/select/operands.h"
#include "cli/sources/replacement.h"
#include "cli/workspace/containers.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/version.h"
#include "svcenv/base/visible.h"
#include "svcenv/check/cause.h"
#include "svcenv/check/size.h"
#include "svcenv/env/resolver.h"
#include "svcenv/graph/service_graph.h"

namespace svcenv::cli {
namespace {

constexpr int kMaxTrials = 3;  // of fixes for the patches; a trial lints the input

// The results of one input.
struct Input {
  std::unique_ptr<Linted> linted;
  std::unique_ptr<Resolver> resolver;
  std::vector<Result> results;         // one per selected container
  std::vector<GraphSubject> subjects;  // likewise
  std::vector<Sized> sizes;            // one per ok result
  Diagnostics causes;
  Verdict verdict;

  ReportSide side() const { return {results, verdict, causes}; }
};

class ReportCommand : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  absl::Status ReadFlags();
  // With --diff, an operand that is a path is the new input.
  void ReadOperand();
  // Opens, resolves, measures, and judges an input. Returns false after reporting an error.
  bool Read(const WorkspaceFlags& flags, Input* input, Console* console) const;
  // Writes the page to stdout or to the file of --write.
  absl::Status Write(const ReportContent& content, Console* console) const;
  // Returns the sentence at the end of the page.
  std::string Made() const;

  WorkspaceFlags flags_;
  Input input_;
  Input old_input_;
  std::optional<ReportChanges> changes_;
  Selection selection_;
  std::string old_;
  std::string file_;
  std::string title_;
  std::string fail_on_;
  FailOn least_;
  bool timestamp_ = false;
  bool show_secrets_ = false;
};

void ReportCommand::Declare(Arguments* arguments) {
  arguments->Argument(&selection_.target, "TARGET");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Containers");
  AddSelectionFlags(&selection_, arguments);
  arguments->Group("Output");
  arguments->Add(&file_, "--write", "FILE",
                 "Write the page to FILE instead of stdout, and a one-line summary instead of "
                 "diagnostics to stderr");
  arguments->Add(&old_, "--diff", "OLD",
                 "Also show what changes from the file or directory OLD to the input, which may be "
                 "an operand: --diff OLD NEW");
  arguments->Add(&title_, "--title", "TITLE", "The heading of the page");
  arguments->Add(
      &timestamp_, "--timestamp",
      "Show the current time on the page. Without it, the same input gives the same page");
  arguments->Add(&fail_on_, "--fail-on", kFailOnValues,
                 "Exit with status 1 if a finding has at least this severity, as for lint. By "
                 "default, exit with status 1 if a container cannot be computed");
  arguments->Add(&show_secrets_, "--show-secrets",
                 "Show the values of Secrets, which are masked (******) by default");
  arguments->Add(&flags_.paths.config, "--config", "FILE", kConfigHelp);
  flags_.AddServiceFlags(arguments);
  flags_.AddPodFlags(arguments);
  flags_.AddMessageFlags(arguments, /*lists_warnings=*/false);
}

absl::Status ReportCommand::ReadFlags() {
  if (fail_on_.empty()) return absl::OkStatus();
  const absl::StatusOr<FailOn> least = ReadFailOn(fail_on_);
  if (!least.ok()) return least.status();
  least_ = *least;
  return absl::OkStatus();
}

// Describes the input: "46 files in manifests/", or the context of kubectl.
std::string SourceOf(const WorkspaceFlags& flags, const Sources& sources) {
  if (flags.live()) {
    return flags.kubectl.context.empty() ? "the cluster of kubectl's current context"
                                         : absl::StrCat("the context ", flags.kubectl.context);
  }
  std::vector<std::string> names = flags.paths.files;
  for (const auto* more : {&flags.paths.operands, &flags.kustomizations}) {
    names.insert(names.end(), more->begin(), more->end());
  }
  if (!flags.helm.chart.empty()) names.push_back(flags.helm.chart);
  const size_t files = sources.last() + 1 - sources.first();
  const std::string list = absl::StrJoin(names, ", ");
  if (files <= 1) return list;
  return absl::StrCat(Counted(files, "file"), " in ", list);
}

bool ReportCommand::Read(const WorkspaceFlags& flags, Input* input, Console* console) const {
  input->linted = OpenAndLint(flags, selection_, console);
  if (input->linted->failed) return false;
  const Linted& linted = *input->linted;
  const Workspace& workspace = *linted.workspace;
  input->resolver = std::make_unique<Resolver>(workspace.cluster(), linted.resolve_options());
  SizeCounter counter(SizeOptions{});
  input->results = ResultsOf(workspace, *input->resolver, linted.selected);
  for (size_t i = 0; i < input->results.size(); ++i) {
    const auto& [workload, container] = linted.selected[i];
    input->subjects.push_back({workload, container, workspace.FactsOf(*workload)});
    const Result& result = input->results[i];
    if (result.ok()) input->sizes.push_back({&result, counter.Count(*result.resolved)});
  }
  input->causes = OnePerCause(workspace.cluster(), linted.findings);
  input->verdict = VerdictOf(input->results, input->sizes, linted.findings, input->causes);
  return true;
}

void ReportCommand::ReadOperand() {
  if (old_.empty() || selection_.target.empty()) return;
  // A pod with the name of a file can be written pod/NAME.
  if (KindOfOperand(selection_.target) == OperandKind::kTarget) return;
  flags_.paths.operands = {std::exchange(selection_.target, "")};
}

std::string ReportCommand::Made() const {
  return absl::StrCat(
      "Generated by svcenv ", kVersion, " with the rules of Kubernetes ",
      input_.linted->workspace->options().version->name,
      timestamp_ ? absl::FormatTime(", %Y-%m-%d %H:%M:%S UTC", absl::Now(), absl::UTCTimeZone())
                 : "",
      ".");
}

absl::Status ReportCommand::Write(const ReportContent& content, Console* console) const {
  if (file_.empty()) {
    WriteReport(content, &console->out());
    return absl::OkStatus();
  }
  StringOutput page;
  WriteReport(content, &page);
  if (absl::Status status = ReplaceFile(file_, page.Take()); !status.ok()) return status;
  Console::SayAtOnce(absl::StrCat(Visible(file_), ": ", content.verdict.Summary(),
                                  changes_.has_value() ? ChangesSummary(*changes_) : "", "\n"));
  return absl::OkStatus();
}

int ReportCommand::Run(Console* console) {
  if (const absl::Status status = ReadFlags(); !status.ok()) {
    return Misuse(console, "report", status.message());
  }
  if (file_.empty() && console->out_is_terminal()) {
    return Misuse(console, "report",
                  "refusing to write HTML to a terminal: redirect it, or use --write FILE");
  }
  ReadOperand();
  if (!old_.empty()) {
    WorkspaceFlags old_flags = flags_;
    old_flags.paths.files = {old_};
    old_flags.paths.operands.clear();
    old_flags.kustomizations.clear();
    old_flags.helm = {};
    if (!Read(old_flags, &old_input_, console)) return kWrong;
  }
  if (!Read(flags_, &input_, console)) return kWrong;
  if (!old_.empty()) changes_ = ChangesBetween(old_, old_input_.side(), input_.side());
  const Linted& linted = *input_.linted;
  const Workspace& workspace = *linted.workspace;
  const Cluster& cluster = workspace.cluster();
  Findings findings(workspace, /*strict=*/false);
  for (const Result& result : input_.results) {
    if (!result.ok()) findings.AddError(result);
  }
  if (file_.empty()) {
    findings.PrintWithHelp(console);
    console->Remark(DescribeUnchecked(linted.unchecked_kinds));
  }
  const ServiceGraph graph = GraphOf(cluster, *input_.resolver, input_.subjects, linted.services);
  const auto keep_all = [](Diagnostics* /*findings*/) {};
  const std::vector<std::string> patches = PatchesOf(
      linted, input_.causes, {flags_, selection_, FixSafety::kSafe, keep_all, kMaxTrials}, console);
  const std::vector<UnknownPart> unknowns = UnknownParts(input_.subjects, input_.results);
  const absl::Status status =
      Write({cluster, linted.services, input_.subjects, input_.results, input_.sizes,
             input_.verdict, linted.findings, input_.causes, patches, unknowns, graph,
             changes_.has_value() ? &*changes_ : nullptr, title_,
             SourceOf(flags_, cluster.sources()), Made(), !show_secrets_},
            console);
  if (!status.ok()) return console->Fail(status);
  if (fail_on_.empty()) return findings.status();
  const bool is_partial = least_.has_value() && workspace.partial();
  return Fails(linted.findings, least_) || is_partial ? kFindings : kDone;
}

}  // namespace

std::unique_ptr<Command> MakeReport() { return std::make_unique<ReportCommand>(); }

}  // namespace svcenv::cli
