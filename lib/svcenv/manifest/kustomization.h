// Reads kustomization files: which files are patches, which objects are generated, and which
// variables are replaced.
//
//   const uint32_t file =
//       cluster.sources().Add("base/kustomization.yaml", DecodeText(std::move(bytes)));
//   const Kustomization kustomization = ReadKustomization(file, &cluster);
#ifndef SVCENV_MANIFEST_KUSTOMIZATION_H_
#define SVCENV_MANIFEST_KUSTOMIZATION_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

inline constexpr std::string_view kKustomizationNames[] = {"kustomization.yaml",
                                                           "kustomization.yml", "Kustomization"};

// Returns whether a file with this base name is a kustomization.
bool IsKustomizationName(std::string_view name);

struct Kustomization {
  // Files that kustomize does not add as objects, such as patches, replacements, and transformers.
  // Paths are as written, relative to the directory of the kustomization.
  std::vector<std::string> patches;
  // Files, directories, and URLs with more objects. Paths are as in `patches`.
  std::vector<std::string> resources;
  // The names of `vars`. Kustomize replaces each $(NAME) in the objects.
  std::vector<std::string> variables;
};

// Reads a file from the cluster's sources. Adds the ConfigMaps and Secrets that it generates to the
// cluster as created objects in any namespace, named without prefix and hash. Skips invalid fields.
Kustomization ReadKustomization(uint32_t file, Cluster* cluster);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_KUSTOMIZATION_H_
