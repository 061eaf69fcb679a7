// Loads objects from the files, directories, and stdin that the command line names.
#ifndef SVCENV_CLI_SOURCES_FILES_H_
#define SVCENV_CLI_SOURCES_FILES_H_

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/sources/manifest_files.h"
#include "cli/sources/rendered.h"
#include "cli/sources/skipped.h"
#include "cli/terminal/progress.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"

namespace svcenv::cli {

// What loading reports besides the objects that it adds to the cluster. Positions refer to the
// cluster's sources.
struct LoadedManifests {
  Diagnostics errors;  // of the input as a whole; they end the command
  Diagnostics faults;  // errors of objects left out of the cluster, and warnings
  std::vector<SkippedPath> skipped;
  std::set<std::string> unchecked_kinds;  // see LoadResult
  absl::Status config_error;              // see ManifestFiles
  size_t usable = 0;                      // objects without a fault
  bool incomplete = false;                // an unreadable part may define any object

  // Returns whether any object has an error.
  bool has_faults() const;

  // Appends the results of another input.
  void Add(LoadedManifests other);
};

// Reads the files returned by FindManifests into `cluster`. Shows the current file in `progress`,
// which may be null.
LoadedManifests LoadFiles(ManifestFiles found, const LoadOptions& options, Cluster* cluster,
                          Progress* progress);

// Reads the output of kustomize or helm. Every document must be an object.
LoadedManifests LoadRendered(Rendered rendered, const LoadOptions& options, Cluster* cluster);

// Returns the error for an input without any object. `loaded` is the result of reading it.
Diagnostic NoObjects(const std::string& input, const LoadedManifests& loaded);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_FILES_H_
