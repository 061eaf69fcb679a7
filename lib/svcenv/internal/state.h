// State owned by the classes of the public headers.
#ifndef SVCENV_INTERNAL_STATE_H_
#define SVCENV_INTERNAL_STATE_H_

#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/service_catalog.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"
#include "svcenv/svcenv.h"

namespace svcenv::internal {

// The state of a Manifests. Thread-compatible.
class ManifestsState {
 public:
  explicit ManifestsState(const Manifests::Options& options);

  const Cluster& cluster() const { return cluster_; }
  const ResolveOptions& resolve_options() const { return resolve_; }
  const LoadOptions& load_options() const { return load_; }
  // Returns the diagnostics of all loads.
  const Diagnostics& diagnostics() const { return diagnostics_; }

  // Returns the cluster for modification and invalidates everything computed from it.
  Cluster* Change();
  void Add(const Diagnostics& diagnostics);

  // Returns the link variables of the currently loaded objects. Thread-safe.
  std::shared_ptr<const ServiceCatalog> Services() const;

 private:
  Cluster cluster_;
  ResolveOptions resolve_;
  LoadOptions load_;
  Diagnostics diagnostics_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const ServiceCatalog> services_;  // null: not computed since a change
};

// The state of a ContainerEnvironment. Immutable.
class EnvironmentState {
 public:
  // `manifests` owns the data that `resolved` points to. `object` and `container` name the target.
  EnvironmentState(std::shared_ptr<const ManifestsState> manifests, const ObjectName& object,
                   std::string_view container, absl::StatusOr<ResolvedContainer> resolved);

  // Null if the container cannot start.
  const ResolvedContainer* resolved() const { return resolved_.ok() ? &*resolved_ : nullptr; }
  const std::vector<Finding>& findings() const { return findings_; }
  const Sources& sources() const { return manifests_->cluster().sources(); }

 private:
  std::shared_ptr<const ManifestsState> manifests_;
  absl::StatusOr<ResolvedContainer> resolved_;
  std::vector<Finding> findings_;
};

// Gives this package access to the private members of the public classes.
struct Access {
  static const std::shared_ptr<ManifestsState>& StateOf(const Manifests& manifests) {
    return manifests.state_;
  }
  static ContainerEnvironment MakeEnvironment(std::shared_ptr<const EnvironmentState> state) {
    ContainerEnvironment environment;
    environment.state_ = std::move(state);
    return environment;
  }
};

}  // namespace svcenv::internal

#endif  // SVCENV_INTERNAL_STATE_H_
