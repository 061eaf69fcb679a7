// The objects that a command is about, and what is known of a running pod.
#ifndef SVCENV_CLI_WORKSPACE_WORKSPACE_H_
#define SVCENV_CLI_WORKSPACE_WORKSPACE_H_

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/select/targets.h"
#include "cli/sources/lint_config.h"
#include "cli/sources/skipped.h"
#include "cli/terminal/progress.h"
#include "cli/workspace/workspace_flags.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/manifest/custom_kinds.h"

namespace svcenv::cli {

// What a command needs of a live cluster. Files are read whole.
struct WorkspaceQuery {
  // Either the containers that this selects; without a target, those of all pods.
  Selection selection;
  // Or services: those of these names, or all without a name.
  std::optional<std::vector<std::string>> services;
  // Faults of manifests become findings, and are not diagnostics.
  bool lint = false;
};

struct OpenedWorkspace;

class Workspace {
 public:
  // Reads the files that the flags name or, without files, what the query needs of the live
  // cluster. `progress` shows what is being read. `tell` gets each line that kubectl, kustomize, or
  // helm writes to stderr besides errors, such as the prompt of a login, while the user waits, after
  // the name of the tool; other threads may call it.
  static OpenedWorkspace Open(const WorkspaceFlags& flags, const WorkspaceQuery& query,
                              Progress* progress, std::function<void(std::string_view)> tell);

  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  const Cluster& cluster() const { return cluster_; }
  Cluster& mutable_cluster() { return cluster_; }
  const ResolveOptions& options() const { return options_; }

  // The number of threads that may work.
  int threads() const { return threads_; }

  // Whether a live cluster was read.
  bool live() const { return live_; }

  // Whether something that was to be read is missing: the live cluster refused to show it, or an
  // object has a fault. A diagnostic reports it, and the exit status is at least kFindings.
  bool partial() const { return partial_; }

  // Whether a document could not be read at all, so that the input is never complete.
  bool incomplete() const { return incomplete_; }

  // What is known of the pod of a workload.
  PodFacts FactsOf(const Workload& workload) const;

  // Locates the diagnostics of Open. Those of the cluster's objects are in cluster().sources() too.
  const Sources& sources() const {
    return node_cluster_.has_value() ? node_cluster_->sources() : cluster_.sources();
  }

 private:
  class Reader;

  Workspace() = default;

  CustomKinds kinds_;  // of .svcenv.yaml; the cluster views it
  Cluster cluster_;
  std::optional<Cluster> node_cluster_;  // on top of cluster_: owns the text of the --node file
  ResolveOptions options_;
  PodFacts facts_;
  std::string default_node_;  // of pods that name none
  int threads_ = 1;
  bool live_ = false;
  bool partial_ = false;
  bool incomplete_ = false;
};

// A workspace, and what is wrong with its input.
struct OpenedWorkspace {
  std::unique_ptr<Workspace> workspace;  // never null; after an error it has what was read so far
  Diagnostics diagnostics;               // in the order in which they were noticed
  Diagnostics faults;                    // errors of objects: the others can be used
  Diagnostics findings;                  // of WorkspaceQuery::lint
  std::vector<SkippedPath> skipped;
  std::set<std::string> unchecked_kinds;  // see LoadSummary
  // Of the manifests; of a live cluster those of WorkspaceQuery::lint only. Errors in them are no
  // diagnostics, and have their positions in configs.sources().
  LintConfigs configs;
  Diagnostics config_errors;

  // Whether no diagnostic is an error.
  bool ok() const { return !HasErrors(diagnostics); }
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_WORKSPACE_WORKSPACE_H_
