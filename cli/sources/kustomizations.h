// What the kustomizations of an input say about its files.
#ifndef SVCENV_CLI_SOURCES_KUSTOMIZATIONS_H_
#define SVCENV_CLI_SOURCES_KUSTOMIZATIONS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv::cli {

class Kustomizations {
 public:
  // Reads the files, and adds what they generate to the cluster. A file that cannot be read says
  // nothing.
  Kustomizations(const std::vector<std::string>& paths, Cluster* cluster);

  // Returns whether one of them applies the file as something else than an object.
  bool HasPatch(const std::string& path) const;

  // Returns the names of the vars that are replaced in the file: those of a kustomization in its
  // directory, of one that lists the file, and of those that refer to one of these.
  std::vector<std::string> VariablesOf(const std::string& path) const;

 private:
  absl::flat_hash_set<std::string> patches_;
  // Of files and of directories.
  absl::flat_hash_map<std::string, std::vector<std::string>> variables_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_KUSTOMIZATIONS_H_
