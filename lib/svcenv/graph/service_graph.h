// Which workloads use which services, and which services send their traffic to which workloads.
//
//   ServiceGraph graph = GraphOf(cluster, resolver, subjects, services);
//   if (graph.size() > kMostDrawn) graph = ByNamespace(graph);
//
// A workload uses a service where a `$(VAR)` in it means a variable of that service. What a program
// reads without being told to in the manifest is not seen.
#ifndef SVCENV_GRAPH_SERVICE_GRAPH_H_
#define SVCENV_GRAPH_SERVICE_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

enum class NodeKind : uint8_t {
  kWorkload,
  kService,
  kAbsentService,  // referred to, and not there
  kExternalName,   // what a service of type ExternalName stands for
  kNamespace,      // in the place of all that is in it
};

struct GraphNode {
  NodeKind kind = NodeKind::kWorkload;
  std::string id;  // unlike any other's: "Deployment/shop/web", "ExternalName/db.example.com"
  std::string object_kind;  // "Deployment", "Service", "ExternalName", "Namespace"
  std::string namespace_;   // empty: an external name; of a namespace its own name
  std::string name;         // "PREFIX*" where it is only generated
  size_t pods = 1;          // kWorkload: how many pods of one owner it stands for
  // kAbsentService: whether it may be in the cluster all the same, as it only was not given.
  bool not_given = false;
  bool selects_more =
      false;  // kService: more than the kMostSelected workloads that it is joined with
  // kNamespace: how many of each are in it.
  size_t workloads = 0, services = 0, absent = 0, external = 0;
};

enum class EdgeKind : uint8_t {
  kUses,       // workload → service
  kSelects,    // service → workload
  kStandsFor,  // service → external name
};

// What a reference to a variable of a service gets.
enum class UseSight : uint8_t {
  kValue,    // the service's
  kNothing,  // the service gives no such variable to the pod, or not to that field
  kUnknown,  // perhaps a value in the cluster
};

struct ServiceUse {
  std::string variable;
  std::string container;
  std::string field;  // "spec.template.spec.containers[0].args[1]"
  UseSight gets = UseSight::kNothing;
};

struct GraphEdge {
  EdgeKind kind = EdgeKind::kUses;
  size_t from = 0, to = 0;       // in nodes
  std::vector<ServiceUse> uses;  // kUses, each once
  size_t count = 1;              // between namespaces: how many edges it stands for
  bool more = false;             // kSelects between namespaces: it stands for more than `count`
};

// Nodes and edges are in the order in which they were met.
struct ServiceGraph {
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;
  std::vector<size_t> subjects;  // the node of each subject, in their order; none by namespace

  size_t size() const { return nodes.size() + edges.size(); }
};

// How many nodes and edges a picture can have that people look at; also less than the programs that
// lay out Mermaid diagrams take (500 edges, 50,000 characters).
inline constexpr size_t kMostDrawn = 400;

// With how many workloads a service is joined by its selector, the first ones: services that all
// select the same pods would be joined with the product of their numbers.
inline constexpr size_t kMostSelected = 100;

// A container whose references count, and what is known of its pod.
struct GraphSubject {
  const Workload* workload;
  const Container* container;
  PodFacts facts;
};

// Nodes are the workloads of `subjects`, `services`, and all that these are joined with. Pods of
// one owner that are more than one are one node, their owner. Selectors are those of all services
// of the Cluster, held against labels in their own namespace. O(objects and references), but for
// selectors of several labels that are common each and rare together.
ServiceGraph GraphOf(const Cluster& cluster, const Resolver& resolver,
                     absl::Span<const GraphSubject> subjects,
                     absl::Span<const Service* const> services);

// The same with one node for each namespace. An edge from a namespace to itself stands for those
// within it.
ServiceGraph ByNamespace(const ServiceGraph& graph);

}  // namespace svcenv

#endif  // SVCENV_GRAPH_SERVICE_GRAPH_H_
