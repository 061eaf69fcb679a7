// Assigns the nodes of a directed graph to layers, and orders each layer so that few edges cross.
// Internal to this package: layout.h is the interface.
//
// The steps of Sugiyama, Tagawa, and Toda (1981). Crossings are reduced by weighted medians and
// transposition, as in dot (Gansner, Koutsofios, North, and Vo, "A technique for drawing directed
// graphs", 1993).
#ifndef SVCENV_GRAPH_LAYERS_H_
#define SVCENV_GRAPH_LAYERS_H_

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/types/span.h"

namespace svcenv {

// A layered graph. Its vertices are the nodes, and one dummy for each layer that an edge crosses.
struct Layered {
  size_t nodes = 0;                           // the first vertices
  std::vector<size_t> layer_of;               // by vertex
  std::vector<std::vector<size_t>> before;    // the neighbors in the previous layer, by vertex
  std::vector<std::vector<size_t>> after;     // the neighbors in the next layer, by vertex
  std::vector<std::vector<size_t>> layers;    // vertices from top to bottom, by layer
  std::vector<std::vector<size_t>> chain_of;  // the vertices of each edge, in its own direction

  bool is_dummy(size_t vertex) const { return vertex >= nodes; }
};

using Ends = std::pair<size_t, size_t>;  // an edge: from, to

// Layers a graph without edges from a node to itself. Edges that close a cycle run backwards. Skips
// crossing reduction if there are more than 5,000 vertices: nobody could read such a graph.
// O(nodes + edges * layers), plus at most 24 sweeps over a smaller graph.
Layered LayersOf(size_t nodes, absl::Span<const Ends> edges);

// Returns how many pairs of edges cross. O(vertices + edges * log(nodes)).
size_t CrossingsOf(const Layered& layered);

}  // namespace svcenv

#endif  // SVCENV_GRAPH_LAYERS_H_
