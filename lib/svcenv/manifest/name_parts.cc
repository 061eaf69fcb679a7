// Names the pods of one object, and their containers, so that they can be distinguished.
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "svcenv/manifest/decode.h"

namespace svcenv {
namespace {

// Calls f(Container*) for each container.
template <typename F>
void ForEachContainer(PodSpec& spec, F&& f) {
  for (Container& container : spec.init_containers) f(&container);
  for (Container& container : spec.containers) f(&container);
}

bool AreDistinct(const std::vector<std::string_view>& labels) {
  return absl::flat_hash_set<std::string_view>(labels.begin(), labels.end()).size() ==
         labels.size();
}

// Returns the container names that occur in several workloads.
absl::flat_hash_set<std::string_view> RepeatedNames(std::vector<Workload>& workloads) {
  absl::flat_hash_map<std::string_view, const Workload*> first;
  absl::flat_hash_set<std::string_view> repeated;
  for (Workload& workload : workloads) {
    ForEachContainer(workload.pod.spec, [&](Container* container) {
      const std::string_view name = container->name.text;
      if (name.empty()) return;
      if (first.try_emplace(name, &workload).first->second != &workload) repeated.insert(name);
    });
  }
  return repeated;
}

// Renames containers to LABEL/NAME if several parts have a container of that name.
void NameContainers(Arena& arena, std::vector<std::string_view> labels,
                    std::vector<Workload>* workloads) {
  const absl::flat_hash_set<std::string_view> repeated = RepeatedNames(*workloads);
  if (repeated.empty()) return;
  if (!AreDistinct(labels)) {
    for (size_t i = 0; i < labels.size(); ++i) labels[i] = (*workloads)[i].path;
  }
  for (size_t i = 0; i < labels.size(); ++i) {
    ForEachContainer((*workloads)[i].pod.spec, [&](Container* container) {
      std::string_view& name = container->name.text;
      if (!repeated.contains(name)) return;
      container->plain_name = name;
      name = arena.Copy(absl::StrCat(labels[i], "/", name));
    });
  }
}

}  // namespace

std::string_view PartLabel(std::string_view path) {
  std::string_view rest = path;
  while (true) {
    const size_t dot = rest.rfind('.');
    const std::string_view key = rest.substr(dot + 1);
    const bool tells = key != "template" && key != "podTemplate" && key != "spec" &&
                       key != "taskSpec" && key != "workflowSpec";
    if (tells) return key;
    if (dot == std::string_view::npos) return path;
    rest = rest.substr(0, dot);
  }
}

void NameParts(Arena& arena, std::string_view kind, const ObjectMeta& meta,
               std::vector<std::string_view> labels, std::vector<Workload>* workloads) {
  for (size_t i = 0; i < workloads->size(); ++i) {
    Workload& workload = (*workloads)[i];
    workload.meta = meta;
    if (i > 0) workload.part = arena.Copy(absl::StrCat(kind, " ", workload.path));
  }
  if (workloads->size() > 1) NameContainers(arena, std::move(labels), workloads);
}

}  // namespace svcenv
