// The files that the command line names, and those of directories.
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

// Our own configuration: not a manifest, whichever directory it is in.
inline constexpr std::string_view kConfigFileName = ".svcenv.yaml";

struct ManifestPaths {
  std::vector<std::string> files;     // the values of -f
  std::vector<std::string> operands;  // files and directories
  bool recursive = false;
  std::vector<std::string> ignored;  // globs of --ignore-path, relative to the working directory
  std::string config;                // instead of each .svcenv.yaml; may be empty
  // Bytes to read instead of those of a file, by its path as ManifestFile has it.
  std::map<std::string, std::string> instead;

  bool empty() const { return files.empty() && operands.empty(); }
};

struct ManifestFile {
  std::string path;  // "-": standard input
  // Every document must be a Kubernetes object, as in a file that -f names. Those of other files
  // are skipped.
  bool strict;
};

struct ManifestFiles {
  std::vector<ManifestFile> files;
  // Among the files of directories and the operands, beside operands, and up to three directories
  // above, but not above that of a repository.
  std::vector<std::string> kustomizations;
  std::vector<SkippedPath> skipped;
  // What is wrong in a .svcenv.yaml, whose `ignore` then has no effect.
  absl::Status config_error;
  std::map<std::string, std::string> instead;  // that of ManifestPaths
};

// Returns the files in the order of `paths`: a file itself, and of a directory those that end in
// .json, .yaml or .yml, sorted by name, as kubectl takes them; with `recursive` those of the
// directories below it too. Skips .git, node_modules, the sources of Helm charts, and what
// `ignored` and the nearest .svcenv.yaml ignore, unless it is a value of -f itself. A path that does
// not exist, and a directory without such a file, is an error that says what to do.
absl::StatusOr<ManifestFiles> FindManifests(const ManifestPaths& paths);

// Returns the directory of the Helm chart whose sources `path` is in, or "".
std::string ChartOf(const std::string& path);

// Returns whether the file may be a patch: it exists, and a kustomization is in its directory or
// above.
bool HasKustomization(const std::string& file);

// Returns the directory of the kustomization that may use the file, in its directory or above, or
// "DIR".
std::string KustomizationOf(const std::string& file);

// A text that is another one when a file that FindManifests returns was written, added or removed,
// as far as its size, its inode and the time of its last change tell.
std::string StampOf(const ManifestPaths& paths);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_MANIFEST_FILES_H_
