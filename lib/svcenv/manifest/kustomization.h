// What a kustomization.yaml says about other files: which are patches, what it generates,
// and what it replaces.
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

// Whether a file of this name, without its directory, is a kustomization.
bool IsKustomizationName(std::string_view name);

struct Kustomization {
  // Files that kustomize does not apply as objects: patches, replacements, transformers. As written,
  // relative to the directory of the kustomization.
  std::vector<std::string> patches;
  // Files and directories that it takes objects from, relative to its directory, and URLs.
  std::vector<std::string> resources;
  // The names of its `vars`: kustomize replaces each $(NAME) in the objects.
  std::vector<std::string> variables;
};

// Reads a file of the cluster's sources, and adds the ConfigMaps and Secrets that it generates to
// the cluster: created, under their names without prefix and hash, in any namespace. What is wrong
// in the file is skipped.
Kustomization ReadKustomization(uint32_t file, Cluster* cluster);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_KUSTOMIZATION_H_
