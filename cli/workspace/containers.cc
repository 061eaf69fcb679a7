#include "cli/workspace/containers.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/select/services.h"
#include "cli/terminal/progress.h"
#include "cli/workspace/addresses.h"
#include "cli/workspace/warnings.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/parallel.h"
#include "svcenv/base/visible.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv::cli {
namespace {

void SayVersionNote(const WorkspaceFlags& flags, Console* console) {
  if (flags.kube_version.empty()) return;
  const absl::StatusOr<ParsedVersion> version = flags.Version();
  if (!version.ok() || version->note.empty()) return;
  console->SayNote(version->note);
}

void SayDiagnostics(const WorkspaceQuery& query, const OpenedWorkspace& opened, Console* console) {
  Diagnostics all = opened.diagnostics;
  AppendDiagnostics(opened.faults, &all);
  if (!query.lint) return SayByCause(opened.workspace->whole_cluster(), std::move(all), console);
  for (const Diagnostic& diagnostic : all) console->Say(diagnostic, opened.workspace->sources());
}

void SaySkipped(const WorkspaceFlags& flags, const OpenedWorkspace& opened, Console* console) {
  if (opened.skipped.empty()) return;
  console->Remark(DescribeSkipped(opened.skipped, flags.verbose));
  // Errors have their own remedies.
  if (opened.ok()) console->Remark(HelpForSkipped(opened.skipped));
}

// Reports objects that several files define. Skips names with placeholders, which rarely
// mean the same object.
void SayVariants(const WorkspaceFlags& flags, const Cluster& cluster, Console* console) {
  size_t count = 0;
  std::string list;
  for (const Cluster::Variants& variants : cluster.AllVariants()) {
    std::vector<std::string_view> files;
    for (const ObjectMeta* one : variants.all) {
      const std::string_view file = cluster.sources().name(one->position.file);
      if (files.empty() || files.back() != file) files.push_back(file);
    }
    if (files.size() < 2 || IsTemplated(*variants.all.front())) continue;
    ++count;
    absl::StrAppend(
        &list, "    ",
        Visible(absl::StrCat(variants.object.ToString(), ": ", absl::StrJoin(files, ", "))), "\n");
  }
  if (count == 0) return;
  const std::string counted = absl::StrCat(Counted(count, "object"), count == 1 ? " is" : " are",
                                           " defined more than once");
  console->Remark(flags.verbose ? absl::StrCat(counted, ":\n", list)
                                : absl::StrCat(counted, "; use --verbose to list ",
                                               count == 1 ? "it" : "them", "\n"));
}

void SayAssumed(const WorkspaceFlags& flags, const std::vector<const Service*>& services,
                Console* console) {
  if (services.empty()) return;
  std::string text = absl::StrCat("info: cluster IPs assumed from --assume-ips ",
                                  Visible(flags.assume_ips), ":\n");
  for (const Service* service : services) {
    absl::StrAppend(&text, "    ", Visible(NamespacedName(*service)), " ", service->cluster_ip.text,
                    "\n");
  }
  console->Remark(text);
}

void SayNotReached(const WorkspaceFlags& flags, const std::vector<NotReached>& not_reached,
                   Console* console) {
  if (not_reached.empty()) return;
  std::string text = absl::StrCat("warning: these services keep their cluster IPs despite --reach ",
                                  flags.reach, ":\n");
  for (const NotReached& one : not_reached) {
    absl::StrAppend(&text, "    ",
                    Visible(absl::StrCat(NamespacedName(*one.service), ": ", one.why)), "\n");
  }
  console->Remark(text);
}

absl::Status SetAddresses(const WorkspaceFlags& flags, Cluster* cluster, Console* console) {
  if (absl::Status status = SetClusterIps(flags, cluster); !status.ok()) return status;
  const absl::StatusOr<std::vector<const Service*>> assumed = AssumeIps(flags, cluster);
  if (!assumed.ok()) return assumed.status();
  SayAssumed(flags, *assumed, console);
  const absl::StatusOr<std::vector<NotReached>> not_reached = ReachFromOutside(flags, cluster);
  if (!not_reached.ok()) return not_reached.status();
  SayNotReached(flags, *not_reached, console);
  return absl::OkStatus();
}

// Opens the workspace of `containers` and selects them. Returns false after reporting an error.
bool Open(const WorkspaceFlags& flags, const Selection& selection, Require require,
          Containers* containers, Console* console) {
  WorkspaceQuery query;
  query.selection = selection;
  OpenedWorkspace opened = OpenWorkspace(flags, query, console);
  if (!opened.ok()) return false;
  containers->workspace = std::move(opened.workspace);
  const absl::Status status = containers->Select(flags, selection, require);
  if (!status.ok()) console->Fail(status);
  return status.ok();
}

}  // namespace

absl::Status Containers::Select(const WorkspaceFlags& flags, const Selection& wanted,
                                Require require) {
  selection = flags.InNamespace(wanted);
  absl::StatusOr<std::vector<Selected>> found =
      require == Require::kContainer ? SelectContainers(workspace->cluster(), selection)
                                     : SelectIfAny(workspace->cluster(), selection);
  if (!found.ok()) return found.status();
  selected = *std::move(found);
  return absl::OkStatus();
}

OpenedWorkspace OpenWorkspace(const WorkspaceFlags& flags, const WorkspaceQuery& query,
                              Console* console) {
  flags.SetUp(console);
  SayVersionNote(flags, console);  // before any output of kubectl
  OpenedWorkspace opened;
  {
    Progress progress;
    opened = Workspace::Open(flags, query, &progress,
                             [&](std::string_view line) { progress.Say(line, console); });
  }
  SayDiagnostics(query, opened, console);
  SaySkipped(flags, opened, console);
  if (!opened.ok()) return opened;
  SayVariants(flags, opened.workspace->cluster(), console);
  Cluster& cluster = opened.workspace->mutable_cluster();
  if (const absl::Status status = SetAddresses(flags, &cluster, console); !status.ok()) {
    opened.diagnostics.push_back(FromStatus(status));
    console->Say(opened.diagnostics.back(), cluster.sources());
  }
  return opened;
}

std::unique_ptr<Containers> OpenContainers(const WorkspaceFlags& flags, const Selection& selection,
                                           Require require, Console* console) {
  auto containers = std::make_unique<Containers>();
  if (!Open(flags, selection, require, containers.get(), console)) return nullptr;
  return containers;
}

std::unique_ptr<ContainerResults> ResolveContainers(const WorkspaceFlags& flags,
                                                    const Selection& selection, Console* console) {
  auto containers = std::make_unique<ContainerResults>();
  if (!Open(flags, selection, Require::kContainer, containers.get(), console)) return nullptr;
  const Workspace& workspace = *containers->workspace;
  containers->resolver = std::make_unique<Resolver>(workspace.cluster(), workspace.options());
  containers->results = ResultsOf(workspace, *containers->resolver, containers->selected);
  return containers;
}

int ThreadsFor(const Workspace& workspace, size_t containers) {
  constexpr size_t kFewContainers = 256;
  return containers < kFewContainers ? 1 : workspace.threads();
}

std::vector<Result> ResultsOf(const Workspace& workspace, const Resolver& resolver,
                              const std::vector<Selected>& selected) {
  std::vector<Result> results(selected.size());
  ParallelFor(selected.size(), ThreadsFor(workspace, selected.size()), [&](size_t i) {
    const auto& [workload, container] = selected[i];
    const PodFacts facts = workspace.FactsOf(*workload);
    results[i] =
        ContainerResult(*workload, *container, resolver.Resolve(*workload, *container, facts));
  });
  return results;
}

}  // namespace svcenv::cli
