// Output formats of graphs: one file each, and one table of them.
//
//   const GraphFormat* format = FindGraphFormat("dot");
//   format->write(graph, &output);
//
// None holds a value of a variable.
#ifndef SVCENV_RENDER_GRAPH_FORMAT_H_
#define SVCENV_RENDER_GRAPH_FORMAT_H_

#include <string_view>

#include "absl/types/span.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/render/output.h"
#include "svcenv/render/result_json.h"

namespace svcenv {

struct GraphFormat {
  std::string_view name;
  std::string_view help;
  void (*write)(const ServiceGraph& graph, Output* output);
};

// All of them, in the order in which help shows them.
absl::Span<const GraphFormat> GraphFormats();

// Null when there is none of that name.
const GraphFormat* FindGraphFormat(std::string_view name);

// Return an item of "nodes" and of "edges": docs/schemas/graph.schema.json.
Json GraphNodeJson(const GraphNode& node);
Json GraphEdgeJson(const GraphEdge& edge, const ServiceGraph& graph);

}  // namespace svcenv

#endif  // SVCENV_RENDER_GRAPH_FORMAT_H_
