// The objects that a command acts on, and the facts about a running pod.
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

// What a command needs from a live cluster. Files are always read completely.
struct WorkspaceQuery {
  // Selects containers. Without a target, selects those of all pods.
  Selection selection;
  // If set, selects services by name instead. An empty list selects all.
  std::optional<std::vector<std::string>> services;
  // Turns faults of manifests into findings instead of diagnostics.
  bool lint = false;
};

struct OpenedWorkspace;

class Workspace {
 public:
  // Reads the files that the flags name or, without files, what the query needs from the live
  // cluster. `progress` shows the file or command that is being read. Calls `on_line`, possibly
  // from another thread, with each line that kubectl, kustomize, or helm writes to stderr besides
  // errors, such as a login prompt, as soon as it is written and prefixed with the name of the
  // tool.
  static OpenedWorkspace Open(const WorkspaceFlags& flags, const WorkspaceQuery& query,
                              Progress* progress, std::function<void(std::string_view)> on_line);

  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  const Cluster& cluster() const { return cluster_; }
  Cluster& mutable_cluster() { return cluster_; }
  const ResolveOptions& options() const { return options_; }

  // The maximum number of threads.
  int threads() const { return threads_; }

  // Whether a live cluster was read.
  bool live() const { return live_; }

  // Whether part of the input is missing: the live cluster denied access, or an object has a fault.
  // A diagnostic reports it, and the exit status is at least kFindings.
  bool partial() const { return partial_; }

  // Whether a document could not be read at all. The input then never counts as complete.
  bool incomplete() const { return incomplete_; }

  // Returns the known facts about the pod of a workload.
  PodFacts FactsOf(const Workload& workload) const;

  // Returns cluster(), extended by the file of --node if there is one.
  const Cluster& whole_cluster() const {
    return node_cluster_.has_value() ? *node_cluster_ : cluster_;
  }
  // Locates the diagnostics of Open. cluster().sources() also locates those of cluster().
  const Sources& sources() const { return whole_cluster().sources(); }

 private:
  class Reader;

  Workspace() = default;

  CustomKinds kinds_;  // from .svcenv.yaml; cluster_ points into it
  Cluster cluster_;
  std::optional<Cluster> node_cluster_;  // on top of cluster_; owns the contents of --node FILE
  ResolveOptions options_;
  PodFacts facts_;
  std::string default_node_;  // for pods without a node name
  int threads_ = 1;
  bool live_ = false;
  bool partial_ = false;
  bool incomplete_ = false;
};

// A workspace and the problems of its input.
struct OpenedWorkspace {
  std::unique_ptr<Workspace> workspace;  // never null; after an error, the objects read so far
  Diagnostics diagnostics;               // in the order of detection
  Diagnostics faults;                    // errors of single objects; the others are usable
  Diagnostics findings;                  // if WorkspaceQuery::lint is set
  std::vector<SkippedPath> skipped;
  std::set<std::string> unchecked_kinds;  // see LoadSummary
  // The configurations of the manifests. With a live cluster, they are read only if
  // WorkspaceQuery::lint is set. Their errors are not in `diagnostics`;
  // configs.sources() locates them.
  LintConfigs configs;
  Diagnostics config_errors;

  // Whether no diagnostic is an error.
  bool ok() const { return !HasErrors(diagnostics); }
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_WORKSPACE_WORKSPACE_H_
