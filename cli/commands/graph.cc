#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/command.h"
#include "cli/terminal/errors.h"
#include "cli/workspace/containers.h"
#include "svcenv/base/counted.h"
#include "svcenv/env/resolver.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/render/graph_format.h"

namespace svcenv::cli {
namespace {

constexpr std::string_view kBy[] = {"auto", "object", "namespace"};

std::vector<std::string_view> FormatNames() {
  std::vector<std::string_view> names;
  for (const GraphFormat& format : GraphFormats()) names.push_back(format.name);
  return names;
}

class GraphCommand : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  absl::Status ReadFlags();
  // Groups the nodes as --by says. Reports it if the user did not ask for it.
  ServiceGraph Summed(ServiceGraph graph, Console* console) const;

  WorkspaceFlags flags_;
  std::unique_ptr<Containers> containers_;
  Selection selection_;
  std::string output_ = "dot";
  std::string by_ = "auto";
  const GraphFormat* format_ = nullptr;
};

void GraphCommand::Declare(Arguments* arguments) {
  arguments->Argument(&selection_.target, "TARGET");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Containers");
  AddSelectionFlags(&selection_, arguments);
  arguments->Group("Output");
  std::vector<Choice> formats;
  for (const GraphFormat& format : GraphFormats()) {
    formats.push_back({std::string(format.name), std::string(format.help)});
  }
  arguments->AddFormat(&output_, "Output format. Defaults to dot", std::move(formats));
  arguments->Add(
      &by_, "--by", absl::StrJoin(kBy, "|"),
      absl::StrCat("Draw a node for each object or for each namespace. auto means object, or "
                   "namespace if a picture would have more than ",
                   kMaxDrawn, " nodes and edges"));
  flags_.AddServiceFlags(arguments);
  flags_.AddPodFlags(arguments);
  flags_.AddMessageFlags(arguments);
}

absl::Status GraphCommand::ReadFlags() {
  format_ = FindGraphFormat(output_);
  if (format_ == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("unknown format '", output_, "'", DidYouMean(output_, FormatNames()),
                     " (-o takes ", absl::StrJoin(FormatNames(), ", "), ")"));
  }
  for (const std::string_view by : kBy) {
    if (by_ == by) return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("--by '", by_, "' is not valid: use auto, object, or namespace"));
}

ServiceGraph GraphCommand::Summed(ServiceGraph graph, Console* console) const {
  if (by_ == "object") return graph;
  if (by_ == "namespace") return ByNamespace(graph);
  if (graph.size() <= kMaxDrawn || format_->name == "json") return graph;
  console->SayNote(absl::StrCat("too large to draw (", Counted(graph.nodes.size(), "node"), " and ",
                                Counted(graph.edges.size(), "edge"),
                                "): showing namespaces; pass --by object to draw all, or a "
                                "TARGET or -n to draw some"));
  return ByNamespace(graph);
}

int GraphCommand::Run(Console* console) {
  if (const absl::Status status = ReadFlags(); !status.ok()) {
    return Misuse(console, "graph", status.message());
  }
  containers_ = OpenContainers(flags_, selection_, Require::kNothing, console);
  if (containers_ == nullptr) return kWrong;
  const Workspace& workspace = *containers_->workspace;
  const Cluster& cluster = workspace.cluster();
  const std::vector<Selected>& selected = containers_->selected;
  std::vector<GraphSubject> subjects;
  subjects.reserve(selected.size());
  for (const Selected& one : selected) {
    subjects.push_back({one.workload, one.container, workspace.FactsOf(*one.workload)});
  }
  std::vector<const Service*> services;
  if (selection_.whole()) services = ServicesOf(cluster, containers_->selection, selected);
  const Resolver resolver(cluster, workspace.options());
  const ServiceGraph graph = Summed(GraphOf(cluster, resolver, subjects, services), console);
  format_->write(graph, &console->out());
  return workspace.partial() ? kFindings : kDone;
}

}  // namespace

std::unique_ptr<Command> MakeGraph() { return std::make_unique<GraphCommand>(); }

}  // namespace svcenv::cli
