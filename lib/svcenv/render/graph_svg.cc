// Format svg: a picture for browsers, laid out by graph/layout.h. It needs no font metrics: labels
// are cut to a number of columns, and tooltips show them in full.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/graph/layout.h"
#include "svcenv/render/graph_formats.h"

namespace svcenv {
namespace {

constexpr size_t kNameColumns = 23;  // of 13 px monospace-like letters
constexpr size_t kKindColumns = 28;  // of 11 px
constexpr int kLegendHeight = 34;
constexpr int kLegendStep = 152;

constexpr std::string_view kStyle = R"(
:root { --page: #fff; --text: #1a1c20; --quiet: #4d535c; --line: #c6cad1; --bad: #a3201a;
  --workload: #dce8fb; --service: #dcefe1; --external: #fcefc9; --namespace: #f1f3f4; }
@media (prefers-color-scheme: dark) {
  :root { --page: #15171a; --text: #e8eaed; --quiet: #b4bac3; --line: #474d56; --bad: #ffaaa3;
    --workload: #17345f; --service: #193b25; --external: #4b3a08; --namespace: #1f2226; } }
svg { background: var(--page); font: 13px system-ui, sans-serif; }
text { fill: var(--text); } .quiet { fill: var(--quiet); font-size: 11px; }
rect { fill: none; stroke: var(--quiet); } .frame { stroke: var(--line); }
.workload rect { fill: var(--workload); } .service rect { fill: var(--service); }
.external rect { fill: var(--external); stroke-width: 2; } .namespace rect { fill: var(--namespace); }
.absent rect { stroke: var(--bad); stroke-dasharray: 5 3; }
path { fill: none; stroke: var(--quiet); } .selects { stroke-dasharray: 5 3; }
.stands-for { stroke-dasharray: 1 3; } .nothing { stroke: var(--bad); stroke-width: 2.5; }
marker path { fill: var(--quiet); stroke: none; }
)";

std::string Escaped(std::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string_view ClassOf(EdgeKind kind) {
  static constexpr std::string_view kNames[] = {"uses", "selects", "stands-for"};
  return kNames[static_cast<size_t>(kind)];
}

// Returns whether no reference of the edge gets a value.
bool GetsNothing(const GraphEdge& edge) {
  for (const ServiceUse& use : edge.uses) {
    if (use.outcome == UseOutcome::kValue) return false;
  }
  return !edge.uses.empty();
}

std::string Text(int x, int y, std::string_view text, bool quiet = false) {
  return absl::StrCat("<text x=\"", x, "\" y=\"", y, "\"", quiet ? " class=\"quiet\"" : "", ">",
                      Escaped(text), "</text>");
}

std::string Box(std::string_view node_class, int x, int y, int width, int height) {
  const int radius = node_class == "service" || node_class == "absent" ? height / 2 : 4;
  return absl::StrCat("<rect x=\"", x, "\" y=\"", y, "\" width=\"", width, "\" height=\"", height,
                      "\" rx=\"", radius, "\"/>");
}

std::string NodeSvg(const GraphNode& node, PlacedNode at, std::vector<std::string> lines) {
  const std::string_view node_class = NodeClass(node.kind);
  const std::string name = std::move(lines.front());
  lines.erase(lines.begin());
  const std::string kind = absl::StrJoin(lines, ", ");
  return absl::StrCat(
      "<g class=\"", node_class, "\"><title>", Escaped(Visible(node.id)), ", ", Escaped(kind),
      "</title>", Box(node_class, at.x, at.y, kNodeWidth, kNodeHeight),
      Text(at.x + 14, at.y + 17, Cut(name, kNameColumns)),
      Text(at.x + 14, at.y + 32, Cut(kind, kKindColumns), /*quiet=*/true), "</g>\n");
}

// Returns the explanation of the colors and lines.
std::string Legend(int y) {
  struct Entry {
    std::string_view node_class, edge_class, label;
  };
  static constexpr Entry kEntries[] = {{"workload", "", "workload"},
                                       {"service", "", "service"},
                                       {"absent", "", "service not found"},
                                       {"external", "", "external name"},
                                       {"", "uses", "uses"},
                                       {"", "uses nothing", "not set or unknown"},
                                       {"", "selects", "selects"},
                                       {"", "stands-for", "stands for"}};
  constexpr int kStep = kLegendStep;
  std::string text;
  int x = 16;
  for (const Entry& entry : kEntries) {
    const int middle = y + kLegendHeight / 2;
    if (!entry.node_class.empty()) {
      absl::StrAppend(&text, "<g class=\"", entry.node_class, "\">",
                      Box(entry.node_class, x, middle - 7, 24, 14), "</g>");
    } else {
      absl::StrAppend(&text, "<path class=\"", entry.edge_class, "\" d=\"M", x, " ", middle,
                      "h24\"/>");
    }
    absl::StrAppend(&text, Text(x + 30, middle + 4, entry.label, /*quiet=*/true), "\n");
    x += kStep;
  }
  return text;
}

constexpr int kLegendWidth = 8 * kLegendStep + 16;

}  // namespace

void WriteGraphSvg(const ServiceGraph& graph, Output* output) {
  const GraphLayout layout = LayOut(graph);
  const std::vector<std::vector<const GraphEdge*>> within = EdgesWithin(graph);
  const int width = std::max(layout.width, kLegendWidth);
  const int height = layout.height + kLegendHeight;
  output->Append(absl::StrCat(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Workloads and "
      "services\" width=\"",
      width, "\" height=\"", height, "\" viewBox=\"0 0 ", width, " ", height, "\">\n<style>",
      kStyle, "</style>\n",
      "<marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"9\" "
      "markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 "
      "8Z\"/></marker>\n"));
  for (const Frame& frame : layout.frames) {
    output->Append(absl::StrCat(
        "<rect class=\"frame\" x=\"", frame.x, "\" y=\"", frame.y, "\" width=\"", frame.width,
        "\" height=\"", frame.height, "\" rx=\"8\"/>",
        Text(frame.x + 12, frame.y + 22, absl::StrCat("namespace ", Visible(frame.namespace_))),
        "\n"));
  }
  for (const PlacedEdge& placed : layout.edges) {
    const GraphEdge& edge = graph.edges[placed.edge];
    output->Append(
        absl::StrCat("<path class=\"", ClassOf(edge.kind), GetsNothing(edge) ? " nothing" : "",
                     "\" marker-end=\"url(#arrow)\" d=\"", placed.path, "\"><title>",
                     Escaped(absl::StrJoin(EdgeLines(edge), ", ")), "</title></path>\n"));
  }
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    output->Append(NodeSvg(graph.nodes[i], layout.nodes[i], NodeLines(graph.nodes[i], within[i])));
  }
  output->Append(absl::StrCat(Legend(layout.height), "</svg>\n"));
}

}  // namespace svcenv
