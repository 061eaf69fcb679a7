// Output formats for graphs. Each format has its own file; graph_format.cc lists them.
//
//   const GraphFormat* format = FindGraphFormat("dot");
//   format->write(graph, &output);
//
// No format shows the value of a variable.
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

// Returns all formats, in the order of the help.
absl::Span<const GraphFormat> GraphFormats();

// Returns the format of that name, or null.
const GraphFormat* FindGraphFormat(std::string_view name);

// Return an item of "nodes" or "edges" (docs/schemas/graph.schema.json).
Json GraphNodeJson(const GraphNode& node);
Json GraphEdgeJson(const GraphEdge& edge, const ServiceGraph& graph);

}  // namespace svcenv

#endif  // SVCENV_RENDER_GRAPH_FORMAT_H_
