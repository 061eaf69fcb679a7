// The state of the cluster that an admission hook uses to answer requests.
//
//   auto cluster = std::make_shared<Cluster>();
//   const LoadResult loaded =
//       LoadManifest("services.json", std::move(text), LoadOptions{}, cluster.get());
//   const Snapshot snapshot(cluster);
#ifndef SVCENV_ADMISSION_SNAPSHOT_H_
#define SVCENV_ADMISSION_SNAPSHOT_H_

#include <memory>
#include <string_view>

#include "absl/base/attributes.h"
#include "svcenv/env/service_catalog.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// The answer to a question about a cluster that is only partly known.
enum class Known { kNo, kYes, kUnknown };

// Immutable and safe to share between threads. Create a new Snapshot when the cluster changes.
class Snapshot {
 public:
  // `cluster` must have all Services. It may have any subset of the ConfigMaps and Secrets; the
  // others count as unknown. `version` is the version of the kubelets.
  explicit Snapshot(std::shared_ptr<const Cluster> cluster,
                    const VersionProfile& version ABSL_ATTRIBUTE_LIFETIME_BOUND = DefaultVersion());

  const Cluster& cluster() const { return *cluster_; }
  const VersionProfile& version() const { return version_; }
  const std::shared_ptr<const ServiceCatalog>& services() const { return services_; }

  // Returns whether a source of envFrom defines the variable for a pod in `namespace_`.
  Known Defines(std::string_view namespace_, const EnvFrom& source, std::string_view name) const;

  // Returns whether an entry of env defines its variable for a pod in `namespace_`. An entry whose
  // source is optional and missing does not.
  Known Defines(std::string_view namespace_, const EnvVar& variable) const;

 private:
  const Entries* DataOf(std::string_view namespace_, const ObjectReference& reference,
                        bool secret) const;

  std::shared_ptr<const Cluster> cluster_;
  const VersionProfile& version_;
  std::shared_ptr<const ServiceCatalog> services_;
};

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_SNAPSHOT_H_
