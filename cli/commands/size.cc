#include "svcenv/check/size.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/reports/findings.h"
#include "cli/reports/report_flags.h"
#include "cli/reports/size_report.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/pager.h"
#include "cli/workspace/containers.h"
#include "cli/workspace/workspace.h"
#include "svcenv/base/counted.h"
#include "svcenv/kubernetes/master_service.h"
#include "svcenv/kubernetes/quantity.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {
namespace {

class Size : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  absl::StatusOr<uint64_t> StackLimit() const;

  WorkspaceFlags flags_;
  std::unique_ptr<ContainerResults> containers_;
  ReportFlags report_flags_;
  Selection selection_;
  std::string stack_limit_;
  bool strict_ = false;
};

void Size::Declare(Arguments* arguments) {
  arguments->Argument(&selection_.target, "TARGET");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Containers");
  AddSelectionFlags(&selection_, arguments);
  report_flags_.Add(arguments);
  arguments->Add(&strict_, "--strict",
                 "Exit with status 2 and write nothing if a value is unknown");
  arguments->Group("Limits");
  arguments->Add(&stack_limit_, "--stack-limit", "BYTES|unlimited",
                 "Stack limit (ulimit -s) of the container. Defaults to 8Mi. The kernel allows a "
                 "quarter of it, at least 128Ki and at most 6Mi, for the environment and the "
                 "arguments");
  flags_.AddServiceFlags(arguments);
  flags_.AddLegacyFlag(arguments);
  flags_.AddPodFlags(arguments);
  flags_.AddMessageFlags(arguments);
}

absl::StatusOr<uint64_t> Size::StackLimit() const {
  if (stack_limit_.empty()) return kUsualStackBytes;
  if (stack_limit_ == "unlimited") return std::numeric_limits<uint64_t>::max();
  const absl::StatusOr<Quantity> quantity = Quantity::Parse(stack_limit_);
  if (!quantity.ok() || quantity->ValueOverflows() || quantity->Value() <= 0) {
    return WrongUse(
        absl::StrCat("--stack-limit '", stack_limit_, "' is not a valid number of bytes"),
        "write a number like 8388608 or 8Mi, or unlimited");
  }
  return static_cast<uint64_t>(quantity->Value());
}

// Says so if none of the services is in a namespace of the containers.
void SayIfServicesAreElsewhere(const ContainerResults& containers, Console* console) {
  const Cluster& cluster = containers.workspace->cluster();
  std::set<std::string_view> viewers;
  for (const Selected& one : containers.selected) viewers.insert(one.workload->meta.namespace_);
  std::set<std::string_view> namespaces;
  size_t count = 0;
  for (const Service& service : cluster.services()) {
    if (IsMaster(service)) continue;
    if (viewers.count(service.meta.namespace_) > 0) return;
    namespaces.insert(service.meta.namespace_);
    ++count;
  }
  if (count == 0 || viewers.empty()) return;
  console->SayNote(absl::StrCat("the containers see none of the ", Counted(count, "service"),
                                ": they are in namespace ", *namespaces.begin(),
                                namespaces.size() == 1 ? "" : " and others", ", the containers in ",
                                *viewers.begin(), viewers.size() == 1 ? "" : " and others"));
}

int Size::Run(Console* console) {
  const absl::StatusOr<ReportStyle> style = report_flags_.Read(*console);
  if (!style.ok()) return Misuse(console, "size", style.status().message());
  SizeOptions options;
  const absl::StatusOr<uint64_t> stack_limit = StackLimit();
  if (!stack_limit.ok()) return console->Fail(stack_limit.status());
  options.stack_limit_bytes = *stack_limit;
  containers_ = ResolveContainers(flags_, selection_, console);
  if (containers_ == nullptr) return kWrong;

  const std::vector<Result>& results = containers_->results;
  Findings findings(*containers_->workspace, strict_);
  SizeCounter counter(options);
  std::vector<Sized> sizes;
  for (size_t i = 0; i < results.size(); ++i) {
    const Result& result = results[i];
    if (!result.ok()) {
      findings.AddError(result);
      continue;
    }
    findings.AddWaitingServices(*containers_->selected[i].workload);
    findings.AddUnknowns(result, *containers_->selected[i].container);
    sizes.push_back({&result, counter.Count(*result.resolved)});
  }
  findings.PrintWithHelp(console);
  if (findings.unknown() && strict_) return kWrong;
  SayIfServicesAreElsewhere(*containers_, console);
  const bool fit =
      std::all_of(sizes.begin(), sizes.end(), [](const Sized& one) { return one.fits(); });
  WritePaged(
      style->paged, [&](Output* output) { WriteSizes(results, std::move(sizes), *style, output); },
      console);
  return fit ? findings.status() : kFindings;
}

}  // namespace

std::unique_ptr<Command> MakeSize() { return std::make_unique<Size>(); }

}  // namespace svcenv::cli
