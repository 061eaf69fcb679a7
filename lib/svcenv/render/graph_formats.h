// The functions behind the rows of the table in graph_format.cc, and what pictures say of a graph;
// for this room only.
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

// "workload", "service", "absent", "external", "namespace".
std::string_view NodeClass(NodeKind kind);

// The lines of a node, without escapes: its name, and what it is. `within` are the edges from a
// namespace to itself, which are told in its node.
std::vector<std::string> NodeLines(const GraphNode& node,
                                   const std::vector<const GraphEdge*>& within);

// The lines at an edge: the variables that a workload uses, few of them.
std::vector<std::string> EdgeLines(const GraphEdge& edge);

// The nodes of a graph in groups that pictures draw a frame around.
struct NodeGroup {
  std::string_view namespace_;  // empty: no frame
  std::vector<size_t> nodes;
};
std::vector<NodeGroup> NodeGroups(const ServiceGraph& graph);

// Of each node, the edges from it to itself.
std::vector<std::vector<const GraphEdge*>> EdgesWithin(const ServiceGraph& graph);

}  // namespace svcenv

#endif  // SVCENV_RENDER_GRAPH_FORMATS_H_
