// The writers of the formats in graph_format.cc and their labels. Internal to this package.
#ifndef SVCENV_RENDER_GRAPH_FORMATS_H_
#define SVCENV_RENDER_GRAPH_FORMATS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/graph/service_graph.h"
#include "svcenv/render/output.h"

namespace svcenv {

void WriteGraphDot(const ServiceGraph& graph, Output* output);
void WriteGraphMermaid(const ServiceGraph& graph, Output* output);
void WriteGraphJson(const ServiceGraph& graph, Output* output);
void WriteGraphSvg(const ServiceGraph& graph, Output* output);

// Returns "workload", "service", "absent", "external", or "namespace".
std::string_view NodeClass(NodeKind kind);

// Returns the lines of a node's label, without format-specific escapes: its name, its kind, and the
// edges `within` a namespace.
std::vector<std::string> NodeLines(const GraphNode& node,
                                   const std::vector<const GraphEdge*>& within);

// Returns the lines of an edge's label: its kind, or the first few variables that a workload uses.
std::vector<std::string> EdgeLines(const GraphEdge& edge);

// Nodes that a format draws in one frame.
struct NodeGroup {
  std::string_view namespace_;  // empty: no frame
  std::vector<size_t> nodes;
};
std::vector<NodeGroup> NodeGroups(const ServiceGraph& graph);

// Returns, for each node, its edges to itself.
std::vector<std::vector<const GraphEdge*>> EdgesWithin(const ServiceGraph& graph);

}  // namespace svcenv

#endif  // SVCENV_RENDER_GRAPH_FORMATS_H_
