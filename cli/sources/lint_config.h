// Reads .svcenv.yaml, a team's lint settings, which is kept next to its manifests.
//
//   disable: [links-unused]
//   severity: {duplicate-env: error}
//   complete: true
//   ignore: [vendor/, "*.tmpl.yaml"]
//   applications:
//   - image: (^|/)flagd$
//     variables: [FLAGD_PORT]
//   workloads:
//   - {kind: Widget.example.com, path: "spec.parts[].podTemplate"}
#ifndef SVCENV_CLI_SOURCES_LINT_CONFIG_H_
#define SVCENV_CLI_SOURCES_LINT_CONFIG_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "cli/sources/manifest_files.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/check/application.h"
#include "svcenv/manifest/custom_kinds.h"

namespace svcenv::cli {

struct LintConfig {
  absl::flat_hash_set<std::string> disabled;  // codes
  absl::flat_hash_map<std::string, Severity> severities;
  bool complete = false;
  std::vector<Application> applications;
  std::vector<std::string> ignored;  // path globs, relative to the file's directory
  std::vector<std::pair<std::string, std::string>> workloads;  // kind, and path of its pod template
};

// Returns the `ignore` globs of a configuration. Fails if they are invalid, with the place in the
// message; does not report other errors in the file.
absl::StatusOr<std::vector<std::string>> ReadIgnored(const std::string& path);

// Configurations for the files of an input. A manifest uses the nearest one, in its own directory
// or above; stdin and clusters use the one for the working directory.
class LintConfigs {
 public:
  // Finds and reads the configurations for `manifests`, or only the file `config` if it is not
  // empty. Returns all errors, with positions in sources(). Call it once.
  Diagnostics Load(const ManifestFiles& manifests, const std::string& config);

  const Sources& sources() const { return sources_; }

  // Returns whether any configuration declares the input complete.
  bool complete() const;

  // Returns the applications of all configurations.
  std::vector<Application> applications() const;

  // Adds the workload kinds of all configurations.
  void AddWorkloads(CustomKinds* kinds) const;

  // Removes each finding that the configuration for its file disables, and sets the severity of the
  // others. `manifests` are the sources of the findings' positions.
  void Apply(const Sources& manifests, Diagnostics* findings) const;

 private:
  // Returns the configuration in `directory`, an absolute path, or the nearest one above it; null
  // if none exists. Reads each file once. If `relative`, messages show its path relative to the
  // working directory.
  const LintConfig* Nearest(std::string directory, bool relative, Diagnostics* diagnostics);
  const LintConfig* Read(const std::string& path, Diagnostics* diagnostics);
  const LintConfig* Of(std::string_view manifest) const;

  Sources sources_;
  Arena arena_;
  std::map<std::string, LintConfig> files_;  // by path
  absl::flat_hash_map<std::string, const LintConfig*> by_directory_;
  absl::flat_hash_map<std::string, const LintConfig*> by_manifest_;  // by source name
  const LintConfig* elsewhere_ = nullptr;  // for stdin, clusters, and findings without a file
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_LINT_CONFIG_H_
