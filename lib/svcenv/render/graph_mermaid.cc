// Format mermaid: https://mermaid.js.org/syntax/flowchart.html.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/graph_formats.h"

namespace svcenv {
namespace {

// Replaces ASCII characters that could be special in Mermaid, Markdown, or HTML with numeric
// entities. An invisible word joiner after `\` keeps Mermaid from reading `\n` as a newline.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || absl::ascii_isalnum(byte) ||
        std::string_view(" .,/-:_").find(c) != std::string_view::npos) {
      out.push_back(c);
    } else {
      absl::StrAppend(&out, "#", static_cast<int>(byte), ";", c == '\\' ? "#8288;" : "");
    }
  }
  return out;
}

std::string Label(const std::vector<std::string>& lines) {
  return absl::StrCat("\"",
                      absl::StrJoin(lines, "<br/>",
                                    [](std::string* out, const std::string& line) {
                                      absl::StrAppend(out, Escaped(line));
                                    }),
                      "\"");
}

struct Shape {
  std::string_view open, close;
};

Shape ShapeOf(NodeKind kind) {
  switch (kind) {
    case NodeKind::kWorkload:
      return {"[", "]"};
    case NodeKind::kService:
    case NodeKind::kAbsentService:
      return {"([", "])"};
    case NodeKind::kExternalName:
      return {"{{", "}}"};
    case NodeKind::kNamespace:
      return {"[[", "]]"};
  }
  return {};
}

std::string_view Arrow(EdgeKind kind) { return kind == EdgeKind::kUses ? " -->" : " -.->"; }

}  // namespace

void WriteGraphMermaid(const ServiceGraph& graph, Output* output) {
  output->Append("flowchart LR\n");
  const auto within = EdgesWithin(graph);
  size_t frames = 0;
  for (const NodeGroup& group : NodeGroups(graph)) {
    const bool framed = !group.namespace_.empty();
    const std::string_view indent = framed ? "    " : "  ";
    if (framed) {
      output->Append(absl::StrCat("  subgraph ns", frames++, "[",
                                  Label({absl::StrCat("namespace ", Visible(group.namespace_))}),
                                  "]\n"));
    }
    for (const size_t i : group.nodes) {
      const GraphNode& node = graph.nodes[i];
      const Shape shape = ShapeOf(node.kind);
      output->Append(absl::StrCat(indent, "n", i, shape.open, Label(NodeLines(node, within[i])),
                                  shape.close, ":::", NodeClass(node.kind), "\n"));
    }
    if (framed) output->Append("  end\n");
  }
  for (const GraphEdge& edge : graph.edges) {
    if (edge.from == edge.to) continue;
    output->Append(absl::StrCat("  n", edge.from, Arrow(edge.kind), "|", Label(EdgeLines(edge)),
                                "| n", edge.to, "\n"));
  }
  output->Append(
      "  classDef workload fill:#e8f0fe,stroke:#1a56b0,color:#111\n"
      "  classDef service fill:#e6f4ea,stroke:#1e6b34,color:#111\n"
      "  classDef absent fill:#fff,stroke:#b3261e,color:#b3261e,stroke-dasharray:4\n"
      "  classDef external fill:#fef7e0,stroke:#7a5900,color:#111\n"
      "  classDef namespace fill:#f1f3f4,stroke:#444,color:#111\n");
}

}  // namespace svcenv
