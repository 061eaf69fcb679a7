#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/reports/explanation_report.h"
#include "cli/reports/findings.h"
#include "cli/reports/report_flags.h"
#include "cli/terminal/pager.h"
#include "cli/workspace/containers.h"
#include "cli/workspace/workspace.h"
#include "svcenv/check/explanation.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {
namespace {

class ExplainCommand : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  // Drops the explanations that are not worth showing.
  void Choose(std::vector<Explained>* explained, Console* console) const;

  WorkspaceFlags flags_;
  std::unique_ptr<ContainerResults> containers_;
  ReportFlags report_flags_;
  Selection selection_;
  std::vector<std::string> words_;  // NAME [TARGET]
  bool strict_ = false;
};

void ExplainCommand::Declare(Arguments* arguments) {
  arguments->Argument(&words_, "NAME");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Containers");
  AddSelectionFlags(&selection_, arguments);
  report_flags_.Add(arguments);
  arguments->Add(&strict_, "--strict",
                 "Exit with status 2 and write nothing if a value is unknown");
  flags_.AddServiceFlags(arguments);
  flags_.AddLegacyFlag(arguments);
  flags_.AddPodFlags(arguments);
  flags_.AddMessageFlags(arguments);
}

// Without TARGET, keeps the containers that have the variable or refer to it, or all if
// there is none.
void ExplainCommand::Choose(std::vector<Explained>* explained, Console* console) const {
  if (!selection_.target.empty()) return;
  const auto bears = [](const Explained& one) {
    return one.explanation.variable.has_value() || !one.explanation.uses.empty();
  };
  const auto others = std::stable_partition(explained->begin(), explained->end(), bears);
  if (others == explained->begin() || others == explained->end()) return;
  const auto count = explained->end() - others;
  explained->erase(others, explained->end());
  console->SayNote(absl::StrCat(
      count, count == 1 ? " other container neither has " : " other containers neither have ",
      words_.front(), " nor ", count == 1 ? "refers" : "refer", " to it"));
}

// Returns whether the name is that of a field with a string: args[0].
bool IsField(std::string_view name) {
  return (absl::StartsWith(name, "args[") || absl::StartsWith(name, "command[")) &&
         absl::EndsWith(name, "]");
}

// Adds unknown values to `findings`. Returns whether there are any.
bool AddUnknown(const std::vector<Explained>& explained, Findings* findings) {
  for (const Explained& one : explained) {
    if (one.explanation.known()) continue;
    const Explanation& explanation = one.explanation;
    findings->AddUnknown(
        *one.result, absl::StrCat(explanation.name, " is"),
        explanation.variable.has_value() ? explanation.variable->unknown
                                         : explanation.absence->unknown,
        explanation.variable.has_value() ? explanation.variable->origin.position : Position{});
  }
  return findings->unknown();
}

int ExplainCommand::Run(Console* console) {
  if (words_.empty() || words_.size() > 2) {
    return Misuse(console, "explain",
                  words_.empty() ? "missing VARIABLE: pass the name of a variable"
                                 : absl::StrCat("unexpected argument '", words_[2],
                                                "': explain takes VARIABLE [TARGET]"));
  }
  const std::string& name = words_.front();
  if (words_.size() == 2) selection_.target = words_.back();
  const absl::StatusOr<ReportStyle> style = report_flags_.Read(*console);
  if (!style.ok()) return Misuse(console, "explain", style.status().message());
  containers_ = ResolveContainers(flags_, selection_, console);
  if (containers_ == nullptr) return kWrong;

  const Workspace& workspace = *containers_->workspace;
  const std::vector<Result>& results = containers_->results;
  Findings findings(workspace, strict_);
  const AbsenceIndex index(workspace.cluster(), containers_->resolver->prefixes());
  std::vector<Explained> explained;
  for (size_t i = 0; i < results.size(); ++i) {
    const Result& result = results[i];
    if (!result.ok()) {
      findings.AddError(result);
      continue;
    }
    const auto& [workload, container] = containers_->selected[i];
    const PodFacts facts = workspace.FactsOf(*workload);
    const PodContext context{workspace.cluster(), *workload, *container, facts,
                             workspace.options()};
    explained.push_back({&result, context.FieldPath(""),
                         Explain(name, {context, index, result.resolved->environment})});
  }
  Choose(&explained, console);
  if (strict_ && AddUnknown(explained, &findings)) {
    findings.PrintWithHelp(console);
    return kWrong;
  }
  findings.PrintWithHelp(console);
  const bool is_set = std::any_of(explained.begin(), explained.end(), [](const Explained& one) {
    return one.explanation.variable.has_value();
  });
  if (!is_set && IsField(name)) {
    console->SayNote(absl::StrCat(
        name, " is a field, not a variable: to see its value, run svcenv env -o json"));
  }
  WritePaged(
      style->paged,
      [&](Output* output) {
        WriteExplanations(results, explained, workspace.cluster().sources(), *style, output);
      },
      console);
  const bool found = std::all_of(explained.begin(), explained.end(), [](const Explained& one) {
    return one.explanation.variable.has_value() && one.explanation.known();
  });
  return found ? findings.status() : kFindings;
}

}  // namespace

std::unique_ptr<Command> MakeExplain() { return std::make_unique<ExplainCommand>(); }

}  // namespace svcenv::cli
