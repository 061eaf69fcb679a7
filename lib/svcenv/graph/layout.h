// Computes where to draw the nodes and edges of a graph: in layers from left to right, first
// clients, then services, then the workloads that services select. Each namespace has a frame, and
// frames are stacked.
//
// Reduces crossings as layers.h describes. Deterministic.
#ifndef SVCENV_GRAPH_LAYOUT_H_
#define SVCENV_GRAPH_LAYOUT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "svcenv/graph/service_graph.h"

namespace svcenv {

// The size of every node.
inline constexpr int kNodeWidth = 200;
inline constexpr int kNodeHeight = 40;

// The upper left corner of a node.
struct PlacedNode {
  int x = 0, y = 0;
};

struct PlacedEdge {
  size_t edge = 0;   // index in ServiceGraph::edges
  std::string path;  // of SVG, from the side of one node to the side of the other: "M10 20C…"
};

struct Frame {
  std::string namespace_;
  int x = 0, y = 0, width = 0, height = 0;
};

struct GraphLayout {
  int width = 0, height = 0;
  std::vector<PlacedNode> nodes;  // one per node of the graph
  std::vector<PlacedEdge> edges;  // without edges from a node to itself
  std::vector<Frame> frames;
};

// Places a graph. An external name is in the frame of the first Service that refers to it. Nodes
// without edges are below the others.
GraphLayout LayOut(const ServiceGraph& graph);

}  // namespace svcenv

#endif  // SVCENV_GRAPH_LAYOUT_H_
