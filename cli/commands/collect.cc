#include "cli/sources/collect.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/select/kinds.h"
#include "cli/sources/gzip.h"
#include "cli/sources/replacement.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/progress.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/visible.h"

namespace svcenv::cli {
namespace {

class CollectCommand : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  absl::StatusOr<Collection> Read(Console* console) const;
  // Writes the file to stdout or to the file of --write.
  absl::Status Write(const Collection& collection, Console* console) const;

  CollectQuery query_;
  KubectlFlags kubectl_;
  std::string kinds_;
  std::string file_;
  bool strict_ = false;
};

void CollectCommand::Declare(Arguments* arguments) {
  arguments->Group("Objects");
  arguments->Add(&query_.namespace_, "-n,--namespace", "NAMESPACE",
                 "Collect only this namespace. Defaults to the namespace of the kubectl context");
  arguments->Add(&query_.all_namespaces, "-A,--all-namespaces",
                 "Collect all namespaces, and the nodes");
  arguments->Add(&kinds_, "--kinds", "KIND,…",
                 "Also collect these kinds of workloads, such as rollouts,services.serving.knative."
                 "dev. Those of Kubernetes are always collected");
  arguments->Add(&kubectl_.context, "--context", "CONTEXT",
                 "Name of the kubeconfig context to use");
  arguments->Add(&kubectl_.kubeconfig, "--kubeconfig", "FILE",
                 "Path to the kubeconfig file to use with kubectl");
  arguments->Group("Output");
  arguments->Add(&file_, "--write", "FILE",
                 "Write to FILE, which is replaced in one step, instead of to stdout");
  arguments->Add(&strict_, "--strict",
                 "Write nothing, and exit with status 2, if the cluster denies a permission");
}

absl::StatusOr<Collection> CollectCommand::Read(Console* console) const {
  Progress progress;
  const Kubectl kubectl(kubectl_, [&](std::string_view line) { progress.Say(line, console); });
  return Collect(kubectl, query_, &progress);
}

absl::Status CollectCommand::Write(const Collection& collection, Console* console) const {
  const absl::StatusOr<std::string> bytes = Compress(collection.json);
  if (!bytes.ok()) return bytes.status();
  if (file_.empty()) {
    console->out().Append(*bytes);
    return absl::OkStatus();
  }
  if (absl::Status status = ReplaceFile(file_, *bytes); !status.ok()) return status;
  Console::SayAtOnce(
      absl::StrCat(Visible(file_), ": ", Counted(collection.objects, "object"), "\n"));
  return absl::OkStatus();
}

int CollectCommand::Run(Console* console) {
  if (file_.empty() && console->out_is_terminal()) {
    return Misuse(console, "collect",
                  "refusing to write gzip to a terminal: redirect it, or use --write FILE");
  }
  absl::StatusOr<std::vector<SelectedKind>> kinds = ParseKinds(kinds_);
  if (!kinds.ok()) return console->Fail(kinds.status());
  query_.kinds = *std::move(kinds);
  const absl::StatusOr<Collection> collection = Read(console);
  if (!collection.ok()) return console->Fail(collection.status());
  for (Diagnostic denied : collection->denied) {
    if (!strict_) denied.severity = Severity::kWarning;
    console->Say(denied, Sources());
  }
  const bool is_partial = !collection->denied.empty();
  if (is_partial && strict_) return kWrong;
  if (const absl::Status status = Write(*collection, console); !status.ok()) {
    return console->Fail(status);
  }
  return is_partial ? kFindings : kDone;
}

}  // namespace

std::unique_ptr<Command> MakeCollect() { return std::make_unique<CollectCommand>(); }

}  // namespace svcenv::cli
