// Finds the files that the command line names, directly or in directories.
#ifndef SVCENV_CLI_SOURCES_MANIFEST_FILES_H_
#define SVCENV_CLI_SOURCES_MANIFEST_FILES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/sources/skipped.h"

namespace svcenv::cli {

// svcenv's own configuration, which is never read as a manifest.
inline constexpr std::string_view kConfigFileName = ".svcenv.yaml";

struct ManifestPaths {
  std::vector<std::string> files;     // the values of -f
  std::vector<std::string> operands;  // files and directories
  bool recursive = false;
  std::vector<std::string> ignored;  // globs of --ignore-path, relative to the working directory
  std::string config;                // replaces every .svcenv.yaml; may be empty
  // Bytes to use instead of a file's contents, by ManifestFile::path.
  std::map<std::string, std::string> instead;

  bool empty() const { return files.empty() && operands.empty(); }
};

struct ManifestFile {
  std::string path;  // "-": standard input
  // Whether every document must be a Kubernetes object, as in a file named by -f. In other files,
  // documents that are not objects are skipped.
  bool strict;
};

struct ManifestFiles {
  std::vector<ManifestFile> files;
  // Found in directories and among the operands, next to operands, and up to three directories
  // above, but not outside the repository.
  std::vector<std::string> kustomizations;
  std::vector<SkippedPath> skipped;
  // Error in a .svcenv.yaml, whose `ignore` has no effect then.
  absl::Status config_error;
  std::map<std::string, std::string> instead;  // from ManifestPaths
};

// Returns the files in the order of `paths`. A directory contributes its .json, .yaml, and .yml
// files, sorted by name, as in kubectl; with `recursive`, also those of its subdirectories. Skips
// .git, node_modules, the sources of Helm charts, and paths that match `ignored` or the `ignore`
// list of the nearest .svcenv.yaml, except values of -f. Fails if a path does not exist or a
// directory has no such file.
absl::StatusOr<ManifestFiles> FindManifests(const ManifestPaths& paths);

// Returns the directory of the Helm chart that contains the source file `path`, or "".
std::string ChartOf(const std::string& path);

// Returns whether the file may be a kustomize patch: it exists, and its directory or one above has
// a kustomization.
bool HasKustomization(const std::string& file);

// Returns the nearest directory, from the file's upward, that has a kustomization, or "DIR".
std::string KustomizationOf(const std::string& file);

// Returns a string that changes when a file returned by FindManifests is written, added, or
// removed. Compares sizes, inodes, and change times.
std::string StampOf(const ManifestPaths& paths);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_MANIFEST_FILES_H_
