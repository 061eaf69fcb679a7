#include "tests/admission/link_planning.h"

#include "absl/strings/str_cat.h"

namespace svcenv {

std::string PodOf(std::string_view container, std::string_view metadata, std::string_view spec) {
  return absl::StrCat("apiVersion: v1\nkind: Pod\nmetadata: {name: app, namespace: shop", metadata,
                      "}\nspec: {", spec, "containers: [{name: c, image: i, ", container, "}]}\n");
}

Reviewed Minimal(std::string_view pod, std::string_view manifests) {
  return ReviewObject(ObjectOf(pod), *SnapshotOf(manifests), PolicyOf("links: minimal\n"));
}

std::vector<std::string> Added(const Reviewed& reviewed) {
  std::vector<std::string> names;
  for (const nlohmann::ordered_json& operation : reviewed.patch) {
    const std::string path = operation["path"].get<std::string>();
    if (path.find("/env") == std::string::npos) continue;
    if (operation["value"].is_array()) {
      for (const nlohmann::ordered_json& variable : operation["value"])
        names.push_back(variable["name"]);
    } else {
      names.push_back(operation["value"]["name"]);
    }
  }
  return names;
}

}  // namespace svcenv
