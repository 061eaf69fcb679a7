// Reads the kustomizations of an input: patches, vars, and generated objects.
#ifndef SVCENV_CLI_SOURCES_KUSTOMIZATIONS_H_
#define SVCENV_CLI_SOURCES_KUSTOMIZATIONS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv::cli {

class Kustomizations {
 public:
  // Reads the files and adds the objects that they generate to the cluster. Appends an error for
  // each file that cannot be read. Ignores directories, pipes, devices, and invalid files.
  Kustomizations(const std::vector<std::string>& paths, Cluster* cluster, Diagnostics* errors);

  // Returns whether a kustomization uses the file as a patch.
  bool HasPatch(const std::string& path) const;

  // Returns the names of the vars that are replaced in the file. They come from the kustomization
  // in its directory, from those that list the file, and from kustomizations that refer to one of
  // these.
  std::vector<std::string> VariablesOf(const std::string& path) const;

 private:
  absl::flat_hash_set<std::string> patches_;
  // By file or directory.
  absl::flat_hash_map<std::string, std::vector<std::string>> variables_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_KUSTOMIZATIONS_H_
