// Format json: docs/schemas/graph.schema.json.
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/render/graph_format.h"
#include "svcenv/render/graph_formats.h"
#include "svcenv/render/result_json.h"

namespace svcenv {

Json GraphNodeJson(const GraphNode& node) {
  Json json = {{"id", node.id},
               {"class", std::string(NodeClass(node.kind))},
               {"kind", node.object_kind},
               {"name", node.name}};
  switch (node.kind) {
    case NodeKind::kWorkload:
      json["namespace"] = node.namespace_;
      json["pods"] = node.pods;
      break;
    case NodeKind::kService:
      json["namespace"] = node.namespace_;
      if (node.selects_more) json["selectsMore"] = true;
      break;
    case NodeKind::kAbsentService:
      json["namespace"] = node.namespace_;
      json["state"] = node.not_in_input ? "not-given" : "missing";
      break;
    case NodeKind::kExternalName:
      break;
    case NodeKind::kNamespace:
      json["workloads"] = node.workloads;
      json["services"] = node.services;
      json["absentServices"] = node.absent;
      json["externalNames"] = node.external;
      break;
  }
  return json;
}

Json GraphEdgeJson(const GraphEdge& edge, const ServiceGraph& graph) {
  static constexpr std::string_view kKinds[] = {"uses", "selects", "stands-for"};
  Json json = {{"kind", std::string(kKinds[static_cast<size_t>(edge.kind)])},
               {"from", graph.nodes[edge.from].id},
               {"to", graph.nodes[edge.to].id},
               {"count", edge.count}};
  if (edge.more) json["more"] = true;
  if (edge.uses.empty()) return json;
  static constexpr std::string_view kOutcomes[] = {"value", "nothing", "unknown"};
  Json uses = Json::array();
  for (const ServiceUse& use : edge.uses) {
    uses.push_back({{"variable", use.variable},
                    {"container", use.container},
                    {"field", use.field},
                    {"gets", std::string(kOutcomes[static_cast<size_t>(use.outcome)])}});
  }
  json["uses"] = std::move(uses);
  return json;
}

void WriteGraphJson(const ServiceGraph& graph, Output* output) {
  Json nodes = Json::array(), edges = Json::array();
  for (const GraphNode& node : graph.nodes) nodes.push_back(GraphNodeJson(node));
  for (const GraphEdge& edge : graph.edges) edges.push_back(GraphEdgeJson(edge, graph));
  const Json json = {{"nodes", std::move(nodes)}, {"edges", std::move(edges)}};
  output->Append(absl::StrCat(JsonText(json), "\n"));
}

}  // namespace svcenv
