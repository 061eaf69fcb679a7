// What the kubelet makes of a pod: the environment of each container, and its command, args, exec
// probes and sub-paths with every `$(VAR)` replaced.
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

// A text of the container with its references replaced.
struct ResolvedText {
  std::string text;     // kUnknown: as far as it is known
  std::string unknown;  // not empty: the text is not known, and this is why
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
  std::string error;  // not empty: the kubelet refuses the container, and this is why
};

struct ResolvedContainer {
  const Container* container = nullptr;
  Environment environment;
  std::vector<ResolvedText> command;
  std::vector<ResolvedText> args;
  std::vector<ResolvedProbe> probes;
  std::vector<ResolvedSubPath> sub_paths;
  // References in command, args and sub-paths that stay as they are; those in env are the
  // environment's.
  std::vector<UnresolvedReference> unresolved;
  Diagnostics diagnostics;
};

// A container in which values that cannot be computed are unknown.
struct PartlyResolvedContainer {
  ResolvedContainer container;
  Diagnostics failures;
};

// Keeps the service variables of each namespace, rendered once, for all containers of it. The
// Cluster must not change meanwhile. Const and thread-safe; results are independent of the
// Resolver, not of the Cluster.
class Resolver {
 public:
  Resolver(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND, ResolveOptions options);
  // `services` is that of a Cluster that `cluster` stands on and adds no services to.
  Resolver(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND, ResolveOptions options,
           std::shared_ptr<const ServiceCatalog> services);

  // Fails where the kubelet would not start the container: the Status is ToStatus of a diagnostic
  // with the field, the place and what to do.
  absl::StatusOr<Environment> EnvironmentOf(const Workload& workload, const Container& container,
                                            const PodFacts& facts) const;
  absl::StatusOr<ResolvedContainer> Resolve(
      const Workload& workload, const Container& container ABSL_ATTRIBUTE_LIFETIME_BOUND,
      const PodFacts& facts) const;

  // As Resolve, but goes on after a failure. Services on which the kubelet fails set no variables,
  // and are not failures here.
  PartlyResolvedContainer ResolveWithFailures(
      const Workload& workload, const Container& container ABSL_ATTRIBUTE_LIFETIME_BOUND,
      const PodFacts& facts) const;

  // The variables that services give to a pod of that namespace: see ServiceCatalog.
  absl::StatusOr<std::shared_ptr<const ServiceVariables>> ServicesOf(
      std::string_view namespace_, bool links, const ObjectMeta* viewer = nullptr) const;
  // The same without the services on which the kubelet fails.
  std::shared_ptr<const ServiceVariables> SoundServicesOf(std::string_view namespace_, bool links,
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
