#include "svcenv/kubernetes/limit_ranges.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/kubernetes/resource_value.h"

namespace svcenv {
namespace {

constexpr size_t kMaxAnnotated = 10'000;  // resources times containers

using Quantities = std::map<std::string_view, const Entry*>;

// Adds the entries whose resource is not in `quantities`.
void SetMissing(const Entries& entries, Quantities* quantities) {
  for (const Entry& entry : entries) quantities->try_emplace(entry.key, &entry);
}

void SetAll(const Quantities& from, Quantities* quantities) {
  for (const auto& [resource, entry] : from) (*quantities)[resource] = entry;
}

// The defaults that one LimitRange sets.
struct Defaults {
  Quantities limits;
  Quantities requests;
};

// The last item that sets a resource applies. SetDefaults_LimitRangeItem, then
// defaultContainerResourceRequirements.
Defaults DefaultsOf(const LimitRange& range) {
  Defaults defaults;
  for (const LimitRangeItem& item : range.limits) {
    if (item.type.text != "Container") continue;
    Defaults of_item;
    SetMissing(item.default_limits, &of_item.limits);
    SetMissing(item.max, &of_item.limits);
    SetMissing(item.default_requests, &of_item.requests);
    of_item.requests.insert(of_item.limits.begin(), of_item.limits.end());
    SetMissing(item.min, &of_item.requests);
    SetAll(of_item.limits, &defaults.limits);
    SetAll(of_item.requests, &defaults.requests);
  }
  return defaults;
}

using ByResource = absl::flat_hash_map<std::string_view, AdmittedQuantity>;

// The first LimitRange that sets a resource applies, but the API server lists them in an
// unspecified order.
void Merge(const LimitRange& range, const Quantities& quantities, ByResource* merged) {
  for (const auto& [resource, entry] : quantities) {
    const auto [found, is_new] = merged->try_emplace(resource);
    AdmittedQuantity& set = found->second;
    if (is_new) {
      set.entry = entry;
      set.range = &range;
    } else if (set.is_known() && Rounded(*entry).Compare(Rounded(*set.entry)) != 0) {
      set.other_entry = entry;
      set.other_range = &range;
    }
  }
}

void AddRange(const LimitRange& range, NamespaceLimits* limits) {
  const Defaults defaults = DefaultsOf(range);
  limits->ranges.push_back(&range);
  Merge(range, defaults.limits, &limits->limits);
  Merge(range, defaults.requests, &limits->requests);
}

// Adds the defaults of LimitRanges that may not apply to the pod.
void MergeDoubtful(const ByResource& doubtful, ByResource* merged) {
  for (const auto& [resource, quantity] : doubtful) {
    const auto [found, is_new] = merged->try_emplace(resource, quantity);
    AdmittedQuantity& set = found->second;
    if (is_new) {
      set.may_be_absent = true;
    } else if (set.is_known() && Rounded(*quantity.entry).Compare(Rounded(*set.entry)) != 0) {
      set.other_entry = quantity.entry;
      set.other_range = quantity.range;
    }
  }
}

AdmittedQuantity Find(const ByResource& merged, std::string_view resource) {
  const auto found = merged.find(resource);
  return found == merged.end() ? AdmittedQuantity{} : found->second;
}

AdmittedQuantity Written(const Entry* entry) {
  AdmittedQuantity result;
  result.entry = entry;
  return result;
}

// Appends "cpu, memory request for container app". mergeContainerResources.
void AddAnnotation(std::vector<std::string_view> resources, std::string_view what,
                   std::string_view kind, const Container& container,
                   std::vector<std::string>* texts) {
  if (resources.empty()) return;
  std::sort(resources.begin(), resources.end());
  texts->push_back(absl::StrCat(absl::StrJoin(resources, ", "), " ", what, " for ", kind, " ",
                                container.name_in_pod()));
}

void AddAnnotations(const Container& container, std::string_view kind,
                    const NamespaceLimits& limits, std::vector<std::string>* texts) {
  std::vector<std::string_view> set_requests, set_limits;
  for (const auto& [resource, quantity] : limits.requests) {
    if (RequestOf(container, resource, nullptr).entry == nullptr) set_requests.push_back(resource);
  }
  for (const auto& [resource, quantity] : limits.limits) {
    if (LimitOf(container, resource, nullptr).entry == nullptr) set_limits.push_back(resource);
  }
  AddAnnotation(std::move(set_requests), "request", kind, container, texts);
  AddAnnotation(std::move(set_limits), "limit", kind, container, texts);
}

}  // namespace

LimitRanges::LimitRanges(const Cluster& cluster) {
  absl::flat_hash_set<std::string_view> of_directories;
  for (const LimitRange* range : cluster.AllLimitRanges()) {
    const std::string_view namespace_ = range->meta.namespace_;
    AddRange(*range, &namespaces_[namespace_]);
    if (cluster.files().IsFromDirectory(range->meta)) of_directories.insert(namespace_);
  }
  if (of_directories.empty()) return;
  for (const Workload& workload : cluster.workloads()) {
    if (!of_directories.contains(workload.meta.namespace_)) continue;
    AddViewer(cluster, namespaces_.at(workload.meta.namespace_).ranges, workload.meta);
  }
}

void LimitRanges::AddViewer(const Cluster& cluster, const std::vector<const LimitRange*>& ranges,
                            const ObjectMeta& viewer) {
  const auto [found, is_new] =
      of_files_.try_emplace({viewer.namespace_, viewer.position.file}, NamespaceLimits());
  if (!is_new) return;
  NamespaceLimits& limits = found->second;
  NamespaceLimits others;
  for (const LimitRange* range : ranges) {
    const std::string_view name = range->meta.name.text;
    const LimitRange* const seen =
        name.empty() ? range : cluster.FindLimitRange(viewer.namespace_, name, &viewer);
    if (seen != nullptr && seen != range) continue;  // another variant is nearer
    const bool counts = seen != nullptr && cluster.files().IsAtOrAbove(range->meta, viewer);
    AddRange(*range, counts ? &limits : &others);
  }
  limits.has_more = !others.ranges.empty();
  MergeDoubtful(others.limits, &limits.limits);
  MergeDoubtful(others.requests, &limits.requests);
}

const NamespaceLimits* LimitRanges::In(std::string_view namespace_,
                                       const ObjectMeta* viewer) const {
  if (viewer != nullptr && !of_files_.empty()) {
    const auto found = of_files_.find({namespace_, viewer->position.file});
    if (found != of_files_.end()) return &found->second;
  }
  const auto found = namespaces_.find(namespace_);
  return found == namespaces_.end() ? nullptr : &found->second;
}

AdmittedQuantity LimitOf(const Container& container, std::string_view resource,
                         const NamespaceLimits* limits) {
  const Entry* entry = FindEntry(container.resources.limits, resource);
  if (entry != nullptr || limits == nullptr || container.kind == ContainerKind::kEphemeral) {
    return Written(entry);
  }
  return Find(limits->limits, resource);
}

// A missing request defaults to the limit before the plugin sets limits. SetDefaults_Pod.
AdmittedQuantity RequestOf(const Container& container, std::string_view resource,
                           const NamespaceLimits* limits) {
  const bool ephemeral = container.kind == ContainerKind::kEphemeral;
  const Entry* entry = FindEntry(container.resources.requests, resource);
  if (entry == nullptr && !ephemeral) entry = FindEntry(container.resources.limits, resource);
  if (entry != nullptr || limits == nullptr || ephemeral) return Written(entry);
  return Find(limits->requests, resource);
}

// mergePodResourceRequirements.
std::optional<std::string> LimitRangerAnnotation(const PodSpec& spec,
                                                 const NamespaceLimits& limits) {
  const size_t containers = spec.containers.size() + spec.init_containers.size();
  if (limits.ranges.size() > 1 || limits.has_more ||
      limits.requests.size() * containers > kMaxAnnotated) {
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const Container& container : spec.containers) {
    AddAnnotations(container, "container", limits, &texts);
  }
  for (const Container& container : spec.init_containers) {
    AddAnnotations(container, "init container", limits, &texts);
  }
  if (texts.empty()) return "";
  return absl::StrCat("LimitRanger plugin set: ", absl::StrJoin(texts, "; "));
}

}  // namespace svcenv
