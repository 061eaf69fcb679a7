// The snapshots that a BatchSession keeps. Internal to this package.
#ifndef SVCENV_BATCH_SNAPSHOTS_H_
#define SVCENV_BATCH_SNAPSHOTS_H_

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "svcenv/batch/request.h"
#include "svcenv/batch/target.h"
#include "svcenv/env/service_catalog.h"

namespace svcenv {

// The objects of one request, which later requests share.
class BatchSnapshot {
 public:
  explicit BatchSnapshot(std::unique_ptr<const BatchRequest> definition);

  const BatchRequest& definition() const { return *definition_; }
  const Cluster& cluster() const { return definition_->cluster; }
  const std::shared_ptr<const ServiceCatalog>& services() const { return services_; }

  // Returns the choice among the workloads of the snapshot. O(1).
  TargetChoice TargetsCalled(std::string_view namespace_, std::string_view name) const;
  // Returns the choice for a request that does not name a pod.
  const TargetChoice& targets() const { return targets_; }

  // Returns the size of the definition.
  size_t size_bytes() const;

  // Returns whether lookups in the request's cluster, which lies above that of the snapshot, find
  // the same objects as in one cluster with the objects of both. Returns false if an object of the
  // request may hide one of the snapshot, or is a Service, a LimitRange, or a Node. O(number of
  // objects of the request).
  bool IsOnlyExtendedBy(const BatchRequest& request) const;

  // Returns the only Node of the snapshot, or null if it has none or several.
  const Node* only_node() const;

  // Counts the service variables that services() keeps for a namespace.
  void CountServicesOf(std::string_view namespace_);
  size_t kept_variables() const { return kept_variables_; }
  // Forgets the service variables.
  void ForgetServices();

 private:
  std::unique_ptr<const BatchRequest> definition_;
  bool has_variants_;
  std::shared_ptr<const ServiceCatalog> services_;
  absl::flat_hash_set<std::string> counted_;  // namespaces with services
  size_t kept_variables_ = 0;
  TargetChoice targets_;
  // By namespace and name.
  absl::flat_hash_map<std::pair<std::string_view, std::string_view>, TargetChoice> called_;
};

// Finds snapshots by name, and keeps them within the limits of a BatchSession.
class Snapshots {
 public:
  bool empty() const { return snapshots_.empty(); }

  // Returns null if there is no snapshot with that name.
  BatchSnapshot* Find(std::string_view name) ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // Adds a snapshot, or replaces the one with the same name. On failure there is none with that
  // name.
  absl::Status Define(std::unique_ptr<const BatchRequest> definition);

  // Returns false if there is no snapshot with that name.
  bool Drop(std::string_view name);

  // Forgets service variables if all snapshots together keep too many.
  void Trim();

 private:
  std::map<std::string, BatchSnapshot, std::less<>> snapshots_;
  size_t size_bytes_ = 0;  // of all definitions
};

}  // namespace svcenv

#endif  // SVCENV_BATCH_SNAPSHOTS_H_
