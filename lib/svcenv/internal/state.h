// What the classes of the public headers own.
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

// Thread-compatible, as Manifests is.
class ManifestsState {
 public:
  explicit ManifestsState(const Manifests::Options& options);

  const Cluster& cluster() const { return cluster_; }
  const ResolveOptions& resolve_options() const { return resolve_; }
  const LoadOptions& load_options() const { return load_; }
  // What all loads reported.
  const Diagnostics& diagnostics() const { return diagnostics_; }

  // Returns the cluster for a change; what was computed from it before is made anew afterwards.
  Cluster* Change();
  void Add(const Diagnostics& diagnostics);

  // Returns the service variables of the objects that are loaded now. Thread-safe.
  std::shared_ptr<const ServiceCatalog> Services() const;

 private:
  Cluster cluster_;
  ResolveOptions resolve_;
  LoadOptions load_;
  Diagnostics diagnostics_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const ServiceCatalog> services_;  // null: not asked for since a change
};

// Immutable.
class EnvironmentState {
 public:
  // `manifests` owns what `resolved` points to; `object` and `container` name what it is of.
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

// Lets the files of this package into the classes of the public headers.
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
