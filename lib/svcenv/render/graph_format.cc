#include "svcenv/render/graph_format.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/graph_formats.h"

namespace svcenv {
namespace {

constexpr size_t kMaxVariables = 3;  // shown per edge

constexpr GraphFormat kFormats[] = {
    {"dot", "for Graphviz: dot -Tsvg", WriteGraphDot},
    {"mermaid", "a Mermaid flowchart, which GitHub and GitLab render in Markdown",
     WriteGraphMermaid},
    {"svg", "a picture for browsers", WriteGraphSvg},
    {"json", "nodes and edges (docs/schemas/graph.schema.json)", WriteGraphJson},
};

}  // namespace

absl::Span<const GraphFormat> GraphFormats() { return kFormats; }

const GraphFormat* FindGraphFormat(std::string_view name) {
  for (const GraphFormat& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

std::string_view NodeClass(NodeKind kind) {
  static constexpr std::string_view kNames[] = {"workload", "service", "absent", "external",
                                                "namespace"};
  return kNames[static_cast<size_t>(kind)];
}

std::vector<std::string> NodeLines(const GraphNode& node,
                                   const std::vector<const GraphEdge*>& within) {
  std::vector<std::string> lines = {Visible(node.name)};
  switch (node.kind) {
    case NodeKind::kWorkload:
      lines.push_back(node.pods == 1 ? Visible(node.object_kind)
                                     : absl::StrCat(Visible(node.object_kind), ", ",
                                                    Counted(node.pods, "pod")));
      break;
    case NodeKind::kService:
      lines.emplace_back("Service");
      if (node.selects_more) {
        lines.push_back(absl::StrCat("selects more than ", kMaxSelected, " workloads"));
      }
      break;
    case NodeKind::kAbsentService:
      lines.emplace_back(node.not_in_input ? "Service, unknown" : "Service, missing");
      break;
    case NodeKind::kExternalName:
      lines.emplace_back("external name");
      break;
    case NodeKind::kNamespace:
      lines.push_back(Counted(node.workloads, "workload"));
      lines.push_back(Counted(node.services, "service"));
      if (node.absent > 0)
        lines.push_back(absl::StrCat(Counted(node.absent, "service"), " not found"));
      if (node.external > 0) lines.push_back(Counted(node.external, "external name"));
      break;
  }
  for (const GraphEdge* edge : within) lines.push_back(EdgeLines(*edge).front());
  return lines;
}

std::vector<std::string> EdgeLines(const GraphEdge& edge) {
  // An edge between namespaces combines several edges and has no uses of its own.
  if (edge.kind == EdgeKind::kAliasOf) return {"stands for"};
  if (edge.kind == EdgeKind::kSelects) {
    return {edge.count == 1 ? "selects"
                            : absl::StrCat("selects, ", WithCommas(edge.count),
                                           edge.more ? " times or more" : " times")};
  }
  if (edge.uses.empty()) return {absl::StrCat("uses, ", Counted(edge.count, "time"))};
  static constexpr std::string_view kOutcomes[] = {"", " (not set)", " (unknown)"};
  std::vector<std::string> lines;
  absl::flat_hash_map<std::string_view, UseOutcome> variables;  // with the combined result
  for (const ServiceUse& use : edge.uses) {
    const auto found = variables.try_emplace(use.variable, use.outcome).first;
    if (found->second == UseOutcome::kValue) found->second = use.outcome;
  }
  for (const ServiceUse& use : edge.uses) {
    const auto variable = variables.find(use.variable);
    if (variable == variables.end()) continue;
    if (lines.size() == kMaxVariables) {
      lines.push_back(absl::StrCat("and ", WithCommas(variables.size()), " more"));
      break;
    }
    lines.push_back(
        absl::StrCat(Visible(use.variable), kOutcomes[static_cast<size_t>(variable->second)]));
    variables.erase(variable);
  }
  return lines;
}

std::vector<NodeGroup> NodeGroups(const ServiceGraph& graph) {
  std::vector<NodeGroup> groups;
  absl::flat_hash_map<std::string_view, size_t> group_of;
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const GraphNode& node = graph.nodes[i];
    const std::string_view frame =
        node.kind == NodeKind::kNamespace ? std::string_view() : node.namespace_;
    const auto [found, is_new] = group_of.try_emplace(frame, groups.size());
    if (is_new) groups.push_back({frame, {}});
    groups[found->second].nodes.push_back(i);
  }
  return groups;
}

std::vector<std::vector<const GraphEdge*>> EdgesWithin(const ServiceGraph& graph) {
  std::vector<std::vector<const GraphEdge*>> within(graph.nodes.size());
  for (const GraphEdge& edge : graph.edges) {
    if (edge.from == edge.to) within[edge.from].push_back(&edge);
  }
  return within;
}

}  // namespace svcenv
