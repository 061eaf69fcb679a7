#include "svcenv/graph/service_graph.h"

#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "svcenv/env/references.h"
#include "svcenv/graph/referenced_service.h"

namespace svcenv {
namespace {

class Builder {
 public:
  Builder(const Cluster& cluster, const Resolver& resolver)
      : cluster_(cluster), resolver_(resolver), index_(cluster, resolver.prefixes()) {}

  ServiceGraph Build(absl::Span<const GraphSubject> subjects,
                     absl::Span<const Service* const> services) {
    CountOwners(subjects);
    for (const GraphSubject& subject : subjects) {
      const size_t node = WorkloadNode(*subject.workload);
      graph_.subjects.push_back(node);
    }
    for (const Service* service : services) ServiceNode(*service);
    for (const GraphSubject& subject : subjects) AddUses(subject);
    AddSelections(subjects);
    // Includes the services that were found on the way.
    for (size_t i = 0; i < services_met_.size(); ++i) AddExternalName(*services_met_[i]);
    return std::move(graph_);
  }

 private:
  // Counts the pods of each owner; an only pod is not merged into its owner.
  void CountOwners(absl::Span<const GraphSubject> subjects) {
    absl::flat_hash_set<const Workload*> seen;
    for (const GraphSubject& subject : subjects) {
      const ObjectMeta& meta = subject.workload->meta;
      if (!meta.owner.empty() && seen.insert(subject.workload).second) {
        ++pods_of_[absl::StrCat(meta.namespace_, "/", meta.owner)];
      }
    }
  }

  // Returns the node with this key and whether it is new.
  std::pair<size_t, bool> Node(std::string key, NodeKind kind, std::string_view object_kind,
                               std::string_view namespace_, std::string name) {
    const auto [found, is_new] = nodes_.try_emplace(std::move(key), graph_.nodes.size());
    if (is_new) {
      GraphNode& node = graph_.nodes.emplace_back();
      node.kind = kind;
      node.object_kind = std::string(object_kind);
      node.namespace_ = std::string(namespace_);
      node.name = std::move(name);
      node.id =
          absl::StrCat(object_kind, "/", namespace_, namespace_.empty() ? "" : "/", node.name);
      // Objects with the same generateName have the same ID so far.
      const size_t alike = ++ids_[node.id];
      if (alike > 1) absl::StrAppend(&node.id, "#", alike);
    }
    return {found->second, is_new};
  }

  static std::string KeyOf(std::string_view kind, std::string_view namespace_,
                           std::string_view name) {
    return absl::StrCat(kind, "\n", namespace_, "\n", name);
  }

  size_t WorkloadNode(const Workload& workload) {
    const auto known = workload_nodes_.find(&workload);
    if (known != workload_nodes_.end()) return known->second;
    const ObjectMeta& meta = workload.meta;
    const auto pods = pods_of_.find(absl::StrCat(meta.namespace_, "/", meta.owner));
    const bool merged = !meta.owner.empty() && pods != pods_of_.end() && pods->second > 1;
    size_t node;
    if (merged) {
      const std::pair<std::string_view, std::string_view> owner =
          absl::StrSplit(meta.owner, absl::MaxSplits(' ', 1));
      node = Node(KeyOf(owner.first, meta.namespace_, owner.second), NodeKind::kWorkload,
                  owner.first, meta.namespace_, std::string(owner.second))
                 .first;
      graph_.nodes[node].pods = pods->second;
    } else {
      // Workloads with generated names are distinct.
      const std::string name = meta.name.text.empty() ? absl::StrCat("*", workload_nodes_.size())
                                                      : std::string(meta.name.text);
      node = Node(KeyOf(workload.kind, meta.namespace_, name), NodeKind::kWorkload, workload.kind,
                  meta.namespace_, ShownName(meta))
                 .first;
    }
    workload_nodes_.emplace(&workload, node);
    return node;
  }

  size_t ServiceNode(const Service& service) {
    const ObjectMeta& meta = service.meta;
    const auto [node, is_new] =
        Node(KeyOf("Service", meta.namespace_, ShownName(meta)), NodeKind::kService, "Service",
             meta.namespace_, ShownName(meta));
    if (is_new) services_met_.push_back(&service);
    return node;
  }

  size_t AbsentNode(const ReferencedService& referenced) {
    const auto [node, is_new] = Node(
        KeyOf("Service", referenced.absent_namespace, referenced.absent_name),
        NodeKind::kAbsentService, "Service", referenced.absent_namespace, referenced.absent_name);
    if (is_new) graph_.nodes[node].not_in_input = !resolver_.options().complete;
    return node;
  }

  GraphEdge& Edge(EdgeKind kind, size_t from, size_t to) {
    const auto [found, is_new] =
        edges_.try_emplace(std::tuple(kind, from, to), graph_.edges.size());
    if (is_new) {
      GraphEdge& edge = graph_.edges.emplace_back();
      edge.kind = kind;
      edge.from = from;
      edge.to = to;
    }
    return graph_.edges[found->second];
  }

  void AddUses(const GraphSubject& subject) {
    const auto references =
        ReferencesOf(*subject.workload, *subject.container, resolver_.options().dollar_rule());
    if (references.empty()) return;
    const auto environment =
        resolver_.EnvironmentOf(*subject.workload, *subject.container, subject.facts);
    const PodContext context{cluster_, *subject.workload, *subject.container, subject.facts,
                             resolver_.options()};
    std::optional<ReferencedServices> referenced_services;
    if (environment.ok()) referenced_services.emplace(LookupScope{context, index_, *environment});
    for (const Reference& reference : references) {
      const ReferencedService referenced =
          referenced_services.has_value()
              ? referenced_services->Find(reference)
              : ServiceNamedBy(reference.name, *subject.workload, resolver_.prefixes());
      if (referenced.service == nullptr && referenced.absent_name.empty()) continue;
      const size_t to =
          referenced.service != nullptr ? ServiceNode(*referenced.service) : AbsentNode(referenced);
      GraphEdge& edge = Edge(EdgeKind::kUses, WorkloadNode(*subject.workload), to);
      ServiceUse use{std::string(reference.name), std::string(subject.container->name.text),
                     reference.field, referenced.outcome};
      if (reported_
              .insert(absl::StrCat(edge.from, "\n", edge.to, "\n", use.variable, "\n",
                                   use.container, "\n", use.field))
              .second) {
        edge.uses.push_back(std::move(use));
      }
    }
  }

  // Workloads by namespace, label and value.
  using Labelled =
      absl::flat_hash_map<std::tuple<std::string_view, std::string_view, std::string_view>,
                          std::vector<const Workload*>>;

  // The nodes that a selector matches.
  struct Selection {
    std::vector<size_t> nodes;
    bool more = false;
  };

  static Labelled LabelledOf(absl::Span<const GraphSubject> subjects) {
    Labelled labelled;
    absl::flat_hash_set<const Workload*> seen;
    for (const GraphSubject& subject : subjects) {
      if (!seen.insert(subject.workload).second) continue;
      for (const Entry& label : subject.workload->pod.meta.labels) {
        labelled[{subject.workload->meta.namespace_, label.key, label.value}].push_back(
            subject.workload);
      }
    }
    return labelled;
  }

  Selection SelectionOf(const Service& service, const Labelled& labelled) {
    Selection selection;
    const std::vector<const Workload*>* fewest = nullptr;
    for (const Entry& wanted : service.selector) {
      const auto list = labelled.find({service.meta.namespace_, wanted.key, wanted.value});
      if (list == labelled.end()) return selection;
      if (fewest == nullptr || list->second.size() < fewest->size()) fewest = &list->second;
    }
    absl::flat_hash_set<size_t> seen;
    for (const Workload* workload : *fewest) {
      if (!service.Selects(workload->pod.meta.labels)) continue;
      const size_t node = WorkloadNode(*workload);
      if (!seen.insert(node).second) continue;
      selection.more = selection.nodes.size() == kMaxSelected;
      if (selection.more) break;
      selection.nodes.push_back(node);
    }
    return selection;
  }

  void AddSelections(absl::Span<const GraphSubject> subjects) {
    const Labelled labelled = LabelledOf(subjects);
    absl::flat_hash_map<std::string, Selection> selections;  // by namespace and selector
    for (const Service& service : cluster_.services()) {
      // A service of type ExternalName sends no traffic to pods. The endpoints of a service without
      // a selector are managed by others.
      if (service.selector.empty() || service.type == "ExternalName") continue;
      std::string key(service.meta.namespace_);
      for (const Entry& wanted : service.selector) {
        absl::StrAppend(&key, "\n", wanted.key.size(), "=", wanted.key, wanted.value.size(), "=",
                        wanted.value);
      }
      const auto [found, is_new] = selections.try_emplace(std::move(key));
      if (is_new) found->second = SelectionOf(service, labelled);
      if (found->second.nodes.empty()) continue;
      const size_t from = ServiceNode(service);
      for (const size_t node : found->second.nodes) Edge(EdgeKind::kSelects, from, node);
      graph_.nodes[from].selects_more = found->second.more;
    }
  }

  void AddExternalName(const Service& service) {
    if (service.type != "ExternalName" || service.external_name.empty()) return;
    const size_t from = ServiceNode(service);
    const size_t to =
        Node(KeyOf("ExternalName", "", service.external_name), NodeKind::kExternalName,
             "ExternalName", "", std::string(service.external_name))
            .first;
    Edge(EdgeKind::kAliasOf, from, to);
  }

  const Cluster& cluster_;
  const Resolver& resolver_;
  const AbsenceIndex index_;
  ServiceGraph graph_;
  absl::flat_hash_map<std::string, size_t> nodes_;
  absl::flat_hash_map<std::string, size_t> ids_;
  absl::flat_hash_map<const Workload*, size_t> workload_nodes_;
  absl::flat_hash_map<std::string, size_t> pods_of_;  // "shop/ReplicaSet web-7d9f"
  absl::flat_hash_map<std::tuple<EdgeKind, size_t, size_t>, size_t> edges_;
  absl::flat_hash_set<std::string> reported_;
  std::vector<const Service*> services_met_;
};

}  // namespace

ServiceGraph GraphOf(const Cluster& cluster, const Resolver& resolver,
                     absl::Span<const GraphSubject> subjects,
                     absl::Span<const Service* const> services) {
  return Builder(cluster, resolver).Build(subjects, services);
}

ServiceGraph ByNamespace(const ServiceGraph& graph) {
  ServiceGraph summary;
  absl::flat_hash_map<std::string_view, size_t> nodes;
  std::vector<size_t> node_of(graph.nodes.size());
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const GraphNode& node = graph.nodes[i];
    if (node.kind == NodeKind::kExternalName) continue;
    const auto [found, is_new] = nodes.try_emplace(node.namespace_, summary.nodes.size());
    node_of[i] = found->second;
    if (is_new) {
      GraphNode& made = summary.nodes.emplace_back();
      made.kind = NodeKind::kNamespace;
      made.object_kind = "Namespace";
      made.namespace_ = made.name = node.namespace_;
      made.id = absl::StrCat("Namespace/", node.namespace_);
    }
    GraphNode& of = summary.nodes[found->second];
    of.workloads += node.kind == NodeKind::kWorkload ? 1 : 0;
    of.services += node.kind == NodeKind::kService ? 1 : 0;
    of.absent += node.kind == NodeKind::kAbsentService ? 1 : 0;
  }
  absl::flat_hash_map<std::tuple<EdgeKind, size_t, size_t>, size_t> edges;
  for (const GraphEdge& edge : graph.edges) {
    const size_t from = node_of[edge.from];
    if (edge.kind == EdgeKind::kAliasOf) {
      ++summary.nodes[from].external;
      continue;
    }
    const size_t to = node_of[edge.to];
    const auto [found, is_new] =
        edges.try_emplace(std::tuple(edge.kind, from, to), summary.edges.size());
    if (is_new) {
      summary.edges.push_back({edge.kind, from, to, {}, 0, false});
    }
    ++summary.edges[found->second].count;
    summary.edges[found->second].more |=
        edge.kind == EdgeKind::kSelects && graph.nodes[edge.from].selects_more;
  }
  return summary;
}

}  // namespace svcenv
