// What an admission hook knows of the cluster when a request comes.
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

// Whether something holds, where not everything is known.
enum class Known { kNo, kYes, kUnknown };

// Immutable, and safe to share between threads. A change of the cluster is another Snapshot.
class Snapshot {
 public:
  // Takes all Services of the cluster. ConfigMaps and Secrets are welcome and need not be complete:
  // of what was not given nothing is assumed. `version` is that of the kubelets.
  explicit Snapshot(std::shared_ptr<const Cluster> cluster,
                    const VersionProfile& version ABSL_ATTRIBUTE_LIFETIME_BOUND = DefaultVersion());

  const Cluster& cluster() const { return *cluster_; }
  const VersionProfile& version() const { return version_; }
  const std::shared_ptr<const ServiceCatalog>& services() const { return services_; }

  // Whether a source of envFrom, of a pod in `namespace_`, defines the variable.
  Known Defines(std::string_view namespace_, const EnvFrom& source, std::string_view name) const;

  // Whether an entry of env, of a pod in `namespace_`, defines its variable: one whose source is
  // optional and missing does not.
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
