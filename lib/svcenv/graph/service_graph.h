// Finds which workloads use which services, and which services send traffic to which workloads.
//
//   ServiceGraph graph = GraphOf(cluster, resolver, subjects, services);
//   if (graph.size() > kMaxDrawn) graph = ByNamespace(graph);
//
// A workload uses a service if one of its `$(VAR)` references names a variable of that service.
// Variables that a program reads without a reference in the manifest are not included.
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
  kAbsentService,  // referenced, but missing
  kExternalName,   // the DNS name of a service of type ExternalName
  kNamespace,      // summarizes its workloads and services
};

struct GraphNode {
  NodeKind kind = NodeKind::kWorkload;
  std::string id;           // unique: "Deployment/shop/web", "ExternalName/db.example.com"
  std::string object_kind;  // "Deployment", "Service", "ExternalName", "Namespace"
  std::string namespace_;   // kNamespace: its own name; kExternalName: empty
  std::string name;         // "PREFIX*" for a generateName
  size_t pods = 1;          // kWorkload: number of pods merged into it
  // kAbsentService: whether the cluster may have it although the input does not.
  bool not_in_input = false;
  bool selects_more = false;  // kService: selects more than the first kMaxSelected workloads
  // kNamespace: number of nodes of each kind.
  size_t workloads = 0, services = 0, absent = 0, external = 0;
};

enum class EdgeKind : uint8_t {
  kUses,     // workload → service
  kSelects,  // service → workload
  kAliasOf,  // service → external name
};

// The outcome of a reference to a variable of a service.
enum class UseOutcome : uint8_t {
  kValue,    // expands to the service's value
  kNothing,  // is not expanded: the variable is not set in the pod, or not visible to that field
  kUnknown,  // may have a value in the cluster
};

struct ServiceUse {
  std::string variable;
  std::string container;
  std::string field;  // "spec.template.spec.containers[0].args[1]"
  UseOutcome outcome = UseOutcome::kNothing;
};

struct GraphEdge {
  EdgeKind kind = EdgeKind::kUses;
  size_t from = 0, to = 0;       // indices of nodes
  std::vector<ServiceUse> uses;  // kUses: each use once
  size_t count = 1;              // between namespaces: number of edges it summarizes
  bool more = false;             // kSelects between namespaces: summarizes more than `count`
};

// Nodes and edges are in the order in which they were found.
struct ServiceGraph {
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;
  std::vector<size_t> subjects;  // the node of each subject, in order; empty by namespace

  size_t size() const { return nodes.size() + edges.size(); }
};

// The maximum number of nodes and edges in a readable picture. Also below the limits of Mermaid
// (500 edges, 50,000 characters).
inline constexpr size_t kMaxDrawn = 400;

// The maximum number of selected workloads per service; the first ones are kept. Without a limit,
// many services that select the same pods would need edges in the product of their numbers.
inline constexpr size_t kMaxSelected = 100;

// A container whose references are followed, and the facts about its pod.
struct GraphSubject {
  const Workload* workload;
  const Container* container;
  PodFacts facts;
};

// Returns a graph of the workloads of `subjects`, of `services`, and of everything connected to
// them. Two or more pods of one owner become one node, their owner. Matches the selectors of all
// services of the Cluster against labels in their own namespace. O(objects and references), except
// for selectors whose labels are each common but rarely occur together.
ServiceGraph GraphOf(const Cluster& cluster, const Resolver& resolver,
                     absl::Span<const GraphSubject> subjects,
                     absl::Span<const Service* const> services);

// Summarizes `graph` with one node per namespace. An edge from a namespace to itself summarizes the
// edges within it.
ServiceGraph ByNamespace(const ServiceGraph& graph);

}  // namespace svcenv

#endif  // SVCENV_GRAPH_SERVICE_GRAPH_H_
