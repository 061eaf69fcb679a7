#include "svcenv/kubernetes/pod.h"

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"

namespace svcenv {

std::vector<const Container*> AllContainers(const PodSpec& spec) {
  std::vector<const Container*> result;
  for (const auto* list : {&spec.init_containers, &spec.containers, &spec.ephemeral_containers}) {
    for (const Container& container : *list) result.push_back(&container);
  }
  return result;
}

std::string ContainerPath(const PodSpec& spec, const Container& container) {
  if (!container.path.empty()) return std::string(container.path);
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
