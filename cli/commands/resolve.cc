#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/reports/findings.h"
#include "cli/reports/output_flags.h"
#include "cli/reports/resolved_manifest.h"
#include "cli/select/targets.h"
#include "cli/sources/manifest_document.h"
#include "cli/terminal/errors.h"
#include "cli/workspace/containers.h"
#include "svcenv/render/result_json.h"
#include "svcenv/render/yaml_writer.h"

namespace svcenv::cli {
namespace {

class Resolve : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  using Documents = std::map<const Workload*, DocumentTree>;

  // Rewrites the documents of the selected workloads. Returns the number of Secret values in them.
  // `workloads` contains the first workload of each object, in the order of the containers.
  absl::StatusOr<size_t> Rewrite(const ContainerResults& containers,
                                 const std::vector<const Workload*>& workloads,
                                 Documents* documents, Findings* findings) const;
  void Write(const std::vector<const Workload*>& workloads, Documents documents,
             Output* output) const;

  WorkspaceFlags flags_;
  OutputFlags output_flags_;
  Selection selection_;
  bool strict_ = false;
};

void Resolve::Declare(Arguments* arguments) {
  arguments->Argument(&selection_.target, "TARGET");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Containers");
  AddSelectionFlags(&selection_, arguments);
  arguments->Group("Output");
  output_flags_.output = "yaml";
  arguments->AddFormat(
      &output_flags_.output, "Output format. Defaults to yaml",
      {{"yaml", "one document for each manifest"}, {"json", "one object, or a List"}});
  output_flags_.AddSecretFlags(arguments);
  arguments->Add(&strict_, "--strict", kStrictHelp);
  flags_.AddServiceFlags(arguments);
  flags_.AddLegacyFlag(arguments);
  flags_.AddPodFlags(arguments);
  flags_.AddMessageFlags(arguments);
}

absl::StatusOr<size_t> Resolve::Rewrite(const ContainerResults& containers,
                                        const std::vector<const Workload*>& workloads,
                                        Documents* documents, Findings* findings) const {
  const Workspace& workspace = *containers.workspace;
  size_t secrets = 0, object = 0;
  for (size_t i = 0; i < containers.results.size(); ++i) {
    const Selected& one = containers.selected[i];
    const Result& result = containers.results[i];
    findings->AddContainer(one, result);
    while (!IsOfOneObject(*workloads[object], *one.workload)) ++object;
    if (one.workload->is_partial) continue;
    DocumentTree* container =
        FindContainer(*one.workload, *one.container, &(*documents)[workloads[object]]);
    if (!result.ok() || container == nullptr) continue;
    const absl::StatusOr<size_t> written =
        RewriteContainer(*result.resolved, *one.workload, workspace.cluster(),
                         workspace.options().complete, output_flags_.mask_secrets, container);
    if (!written.ok()) return written.status();
    secrets += *written;
  }
  return secrets;
}

void Resolve::Write(const std::vector<const Workload*>& workloads, Documents documents,
                    Output* output) const {
  if (output_flags_.output == "yaml") {
    YamlWriter writer(output);
    for (const Workload* workload : workloads) writer.Document(documents[workload]);
    return;
  }
  DocumentTree whole = {{"apiVersion", "v1"}, {"kind", "List"}, {"items", DocumentTree::array()}};
  for (const Workload* workload : workloads)
    whole["items"].push_back(std::move(documents[workload]));
  output->Append(JsonText(workloads.size() == 1 ? whole["items"][0] : whole));
  output->Append("\n");
}

int Resolve::Run(Console* console) {
  if (output_flags_.output != "yaml" && output_flags_.output != "json") {
    return Misuse(
        console, "resolve",
        absl::StrCat("unknown format '", output_flags_.output, "' (-o takes yaml, json)"));
  }
  if (output_flags_.show_secrets && output_flags_.mask_secrets) {
    return Misuse(console, "resolve", "--show-secrets and --mask-secrets are mutually exclusive");
  }
  const std::unique_ptr<ContainerResults> containers =
      ResolveContainers(flags_, selection_, console);
  if (containers == nullptr) return kWrong;
  std::vector<const Workload*> workloads;  // the first of each object
  for (const Selected& one : containers->selected) {
    if (workloads.empty() || !IsOfOneObject(*workloads.back(), *one.workload)) {
      workloads.push_back(one.workload);
    }
  }

  const Sources& sources = containers->workspace->cluster().sources();
  absl::StatusOr<Documents> documents = ReadDocumentsOf(workloads, sources);
  if (!documents.ok()) return console->Fail(documents.status(), sources);
  for (const Workload* workload : workloads) {
    if (documents->count(workload) != 0) continue;
    return console->Fail(InputError(
        "embedded-object",
        absl::StrCat("cannot write ", TargetOf(*workload), ": it is part of another object"),
        "pass another target, or move it to a file of its own"));
  }
  Findings findings(*containers->workspace, strict_);
  findings.ExplainReferences(*containers->resolver);
  const absl::StatusOr<size_t> secrets = Rewrite(*containers, workloads, &*documents, &findings);
  if (findings.unknown() && strict_) {
    findings.PrintWithHelp(console);
    return kWrong;
  }
  if (!secrets.ok()) return console->Fail(secrets.status(), sources);
  if (const absl::Status status = CheckSecrets(*secrets, "resolve", output_flags_); !status.ok()) {
    return console->Fail(status);
  }
  findings.PrintWithHelp(console);
  Write(workloads, *std::move(documents), &console->out());
  return findings.status();
}

}  // namespace

std::unique_ptr<Command> MakeResolve() { return std::make_unique<Resolve>(); }

}  // namespace svcenv::cli
