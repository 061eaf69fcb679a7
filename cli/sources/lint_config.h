// .svcenv.yaml: what a team wants of lint, kept beside its manifests.
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
  std::vector<std::string> ignored;  // globs of paths, relative to the directory of the file
  std::vector<std::pair<std::string, std::string>> workloads;  // kinds, and paths of their pods
};

// Returns what a configuration ignores. An error in that names the place in its message; other
// errors of the file do not matter here.
absl::StatusOr<std::vector<std::string>> ReadIgnored(const std::string& path);

// The configurations of the files that are read. Of each manifest the nearest counts, in its own
// directory or above; of stdin and of a cluster the working directory's.
class LintConfigs {
 public:
  // Finds and reads those of the manifests that FindManifests found; or, unless it is empty, the
  // file `config` for all. Returns all errors, with positions in sources(). To be called once.
  Diagnostics Load(const ManifestFiles& manifests, const std::string& config);

  const Sources& sources() const { return sources_; }

  // Whether one of them says that everything was given.
  bool complete() const;

  // Those of all of them.
  std::vector<Application> applications() const;

  // Adds the kinds of all of them.
  void AddWorkloads(CustomKinds* kinds) const;

  // Takes away what is disabled where the finding is, and gives the others their severity.
  // `manifests` holds their places.
  void Apply(const Sources& manifests, Diagnostics* findings) const;

 private:
  // The one of a directory, an absolute path, or above it; null where there is none. `relative`:
  // messages name it relative to the working directory. Each file is read once.
  const LintConfig* Nearest(std::string directory, bool relative, Diagnostics* diagnostics);
  const LintConfig* Read(const std::string& path, Diagnostics* diagnostics);
  const LintConfig* Of(std::string_view manifest) const;

  Sources sources_;
  Arena arena_;
  std::map<std::string, LintConfig> files_;  // by path
  absl::flat_hash_map<std::string, const LintConfig*> by_directory_;
  absl::flat_hash_map<std::string, const LintConfig*> by_manifest_;  // as sources name it
  const LintConfig* elsewhere_ = nullptr;  // of stdin, of a cluster, of what is in no file
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_LINT_CONFIG_H_
