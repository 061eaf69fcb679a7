// Format dot: https://graphviz.org/doc/info/lang.html.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/graph_formats.h"

namespace svcenv {
namespace {

// Escapes a label, in which Graphviz interprets `\` and HTML entities.
std::string Escaped(std::string_view text) {
  return absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}, {"&", "&amp;"}});
}

std::string Label(const std::vector<std::string>& lines) {
  return absl::StrCat("\"",
                      absl::StrJoin(lines, "\\n",
                                    [](std::string* out, const std::string& line) {
                                      absl::StrAppend(out, Escaped(line));
                                    }),
                      "\"");
}

std::string Id(const GraphNode& node) { return Label({Visible(node.id)}); }

// Returns attributes that distinguish the kinds of nodes, even without color.
std::string_view Attributes(NodeKind kind) {
  switch (kind) {
    case NodeKind::kWorkload:
      return "shape=box, style=filled, fillcolor=\"#e8f0fe\"";
    case NodeKind::kService:
      return "shape=ellipse, style=filled, fillcolor=\"#e6f4ea\"";
    case NodeKind::kAbsentService:
      return "shape=ellipse, style=dashed, color=\"#b3261e\", fontcolor=\"#b3261e\"";
    case NodeKind::kExternalName:
      return "shape=octagon, style=filled, fillcolor=\"#fef7e0\"";
    case NodeKind::kNamespace:
      return "shape=folder, style=filled, fillcolor=\"#f1f3f4\"";
  }
  return "";
}

std::string_view Attributes(const GraphEdge& edge) {
  switch (edge.kind) {
    case EdgeKind::kUses:
      return "";
    case EdgeKind::kSelects:
      return ", style=dashed, arrowhead=empty";
    case EdgeKind::kAliasOf:
      return ", style=dotted";
  }
  return "";
}

}  // namespace

void WriteGraphDot(const ServiceGraph& graph, Output* output) {
  output->Append(
      "digraph services {\n"
      "  rankdir=LR;\n"
      "  node [fontname=\"sans-serif\", fontsize=11];\n"
      "  edge [fontname=\"sans-serif\", fontsize=9];\n");
  const auto within = EdgesWithin(graph);
  size_t clusters = 0;
  for (const NodeGroup& group : NodeGroups(graph)) {
    const bool framed = !group.namespace_.empty();
    const std::string_view indent = framed ? "    " : "  ";
    if (framed) {
      output->Append(absl::StrCat("  subgraph cluster_", clusters++, " {\n    label=",
                                  Label({absl::StrCat("namespace ", Visible(group.namespace_))}),
                                  ";\n    style=rounded;\n"));
    }
    for (const size_t i : group.nodes) {
      const GraphNode& node = graph.nodes[i];
      output->Append(absl::StrCat(indent, Id(node), " [label=", Label(NodeLines(node, within[i])),
                                  ", class=", NodeClass(node.kind), ", ", Attributes(node.kind),
                                  "];\n"));
    }
    if (framed) output->Append("  }\n");
  }
  for (const GraphEdge& edge : graph.edges) {
    if (edge.from == edge.to) continue;
    output->Append(absl::StrCat("  ", Id(graph.nodes[edge.from]), " -> ", Id(graph.nodes[edge.to]),
                                " [label=", Label(EdgeLines(edge)), Attributes(edge), "];\n"));
  }
  output->Append("}\n");
}

}  // namespace svcenv
