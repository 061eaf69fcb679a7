// Objects from files, directories and stdin: what -f and operands name.
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

// What was read beside the objects in the cluster. Positions are in its sources.
struct LoadedManifests {
  Diagnostics errors;  // of the input as a whole, which end the command
  Diagnostics faults;  // of objects, which are not in the cluster then, and warnings
  std::vector<SkippedPath> skipped;
  std::set<std::string> unchecked_kinds;  // see LoadSummary
  absl::Status config_error;              // see ManifestFiles
  size_t usable = 0;                      // objects without a fault
  bool incomplete = false;                // something could not be read that may define anything

  // Whether an object has a fault.
  bool has_faults() const;

  // Takes over what was read of another input.
  void Add(LoadedManifests other);
};

// Reads the objects of the files that FindManifests found into `cluster`. `progress` shows what is
// read; null: nothing does.
LoadedManifests LoadFiles(ManifestFiles found, const LoadOptions& options, Cluster* cluster,
                          Progress* progress);

// Reads what a tool made. Every document must be an object.
LoadedManifests LoadRendered(Rendered rendered, const LoadOptions& options, Cluster* cluster);

// Returns the error of an input without any object. `loaded` is what was read of it.
Diagnostic NoObjects(const std::string& input, const LoadedManifests& loaded);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_FILES_H_
