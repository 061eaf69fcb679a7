#include "svcenv/kubernetes/objects.h"

#include <algorithm>
#include <functional>
#include <string>

#include "absl/strings/str_cat.h"

namespace svcenv {

const Entry* FindEntry(const Entries& entries, std::string_view key) {
  const auto found =
      std::lower_bound(entries.begin(), entries.end(), key,
                       [](const Entry& entry, std::string_view k) { return entry.key < k; });
  return found != entries.end() && found->key == key ? &*found : nullptr;
}

std::string ShownName(const ObjectMeta& meta) {
  if (!meta.name.empty()) return std::string(meta.name.text);
  return absl::StrCat(meta.generate_name, "*");
}

ObjectName NameOf(std::string_view kind, const ObjectMeta& meta) {
  return {std::string(kind), std::string(meta.namespace_), ShownName(meta)};
}

std::string_view ContainerKindName(ContainerKind kind) {
  switch (kind) {
    case ContainerKind::kInit:
      return "init container";
    case ContainerKind::kSidecar:
      return "sidecar container";
    case ContainerKind::kContainer:
      return "container";
    case ContainerKind::kEphemeral:
      return "ephemeral container";
  }
  return "";
}

std::vector<const Container*> AllContainers(const PodSpec& spec) {
  std::vector<const Container*> result;
  for (const auto* list : {&spec.init_containers, &spec.containers, &spec.ephemeral_containers}) {
    for (const Container& container : *list) result.push_back(&container);
  }
  return result;
}

std::string ContainerPath(const PodSpec& spec, const Container& container) {
  const auto within = [&](const std::vector<Container>& list,
                          std::string_view name) -> std::string {
    constexpr std::less<const Container*> kBefore;
    if (!kBefore(&container, list.data()) && kBefore(&container, list.data() + list.size())) {
      return absl::StrCat("spec.", name, "[", &container - list.data(), "]");
    }
    return "";
  };
  std::string path = within(spec.init_containers, "initContainers");
  if (path.empty()) path = within(spec.containers, "containers");
  if (path.empty()) path = within(spec.ephemeral_containers, "ephemeralContainers");
  return path;
}

}  // namespace svcenv
