// Resolves a pod as the kubelet does: computes the environment of each container, and expands every
// `$(VAR)` in its command, args, exec probes, and sub-paths.
//
//   const Resolver resolver(cluster, ResolveOptions{});
//   const Workload* web = cluster.FindWorkload("Pod", "shop", "web");
//   const auto resolved = resolver.Resolve(*web, container, PodFacts{});
//   if (!resolved.ok()) return std::string(resolved.status().message());
//   const std::optional<Variable> host = resolved->environment.Find("REDIS_SERVICE_HOST");
#ifndef SVCENV_ENV_RESOLVER_H_
#define SVCENV_ENV_RESOLVER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/statusor.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/service_catalog.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// A string of the container with its references expanded.
struct ResolvedText {
  std::string text;     // does not expand references whose values are unknown
  std::string unknown;  // if not empty, the string is unknown, and this says why
  UnknownCause cause = UnknownCause::kNone;
  bool secret = false;
  bool assumed = false;
};

struct ResolvedProbe {
  std::string_view name;  // "livenessProbe"
  std::vector<std::string> command;
};

struct ResolvedSubPath {
  std::string_view mount_path;
  ResolvedText value;
  std::string error;  // if not empty, the kubelet does not start the container, and this says why
};

struct ResolvedContainer {
  const Container* container = nullptr;
  Environment environment;
  std::vector<ResolvedText> command;
  std::vector<ResolvedText> args;
  std::vector<ResolvedProbe> probes;
  std::vector<ResolvedSubPath> sub_paths;
  // References in command, args, and sub-paths that are not expanded. Those in env are in
  // environment.unresolved().
  std::vector<UnresolvedReference> unresolved;
  Diagnostics diagnostics;
};

// A resolved container whose values are unknown where they cannot be computed.
struct PartlyResolvedContainer {
  ResolvedContainer container;
  Diagnostics failures;
};

// Computes the service variables of each namespace once and shares them among its containers.
// Thread-safe. The Cluster must outlive the Resolver and its results, and must not change. Results
// may outlive the Resolver.
class Resolver {
 public:
  Resolver(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND, ResolveOptions options);
  // Reuses the ServiceCatalog of the base of `cluster`, which must not add services to the base.
  Resolver(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND, ResolveOptions options,
           std::shared_ptr<const ServiceCatalog> services);

  // Fails if the kubelet would not start the container. The Status is ToStatus of a diagnostic with
  // the field, the location, and the fix.
  absl::StatusOr<Environment> EnvironmentOf(const Workload& workload, const Container& container,
                                            const PodFacts& facts) const;
  absl::StatusOr<ResolvedContainer> Resolve(
      const Workload& workload, const Container& container ABSL_ATTRIBUTE_LIFETIME_BOUND,
      const PodFacts& facts) const;

  // Like Resolve, but continues after failures. Services on which the kubelet fails set no
  // variables and are not reported.
  PartlyResolvedContainer ResolveWithFailures(
      const Workload& workload, const Container& container ABSL_ATTRIBUTE_LIFETIME_BOUND,
      const PodFacts& facts) const;

  // Returns ServiceCatalog::VariablesOf.
  absl::StatusOr<std::shared_ptr<const ServiceVariables>> ServicesOf(
      std::string_view namespace_, bool links, const ObjectMeta* viewer = nullptr) const;
  // Returns ServiceCatalog::ValidVariablesOf.
  std::shared_ptr<const ServiceVariables> ValidServicesOf(std::string_view namespace_, bool links,
                                                          const ObjectMeta* viewer = nullptr) const;

  const ResolveOptions& options() const { return options_; }
  const ServicePrefixes& prefixes() const { return services_->prefixes(); }
  const LimitRanges& limit_ranges() const { return limit_ranges_; }

 private:
  const Cluster& cluster_;
  ResolveOptions options_;
  std::shared_ptr<const ServiceCatalog> services_;
  LimitRanges limit_ranges_;
};

}  // namespace svcenv

#endif  // SVCENV_ENV_RESOLVER_H_
