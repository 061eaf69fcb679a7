// Computes the variables that services set: NAME_SERVICE_HOST, NAME_SERVICE_PORT, and variables in
// the style of Docker links.
//
//   const auto variables = ServiceVariables::Of({&redis, &web});
//   if (!variables.ok()) return variables.status();
//   for (const ServiceVariable& v : (*variables)->all()) std::cout << v.name << "=" << v.value;
//
// Follows pkg/kubelet/envvars/envvars.go, FromServices (the same from 1.29 to 1.37).
#ifndef SVCENV_ENV_SERVICE_VARIABLES_H_
#define SVCENV_ENV_SERVICE_VARIABLES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/service_views.h"

namespace svcenv {

// Converts "redis-primary" to "REDIS_PRIMARY".
std::string ServiceVariablePrefix(std::string_view service_name);

struct ServiceVariable {
  ServiceVariable() = default;
  ServiceVariable(std::string_view its_name ABSL_ATTRIBUTE_LIFETIME_BOUND,
                  std::string_view its_value ABSL_ATTRIBUTE_LIFETIME_BOUND,
                  const Service* its_service ABSL_ATTRIBUTE_LIFETIME_BOUND,
                  const ServicePort* its_port ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : name(its_name), value(its_value), service(its_service), port(its_port) {}

  std::string_view name;
  std::string_view value;
  const Service* service = nullptr;   // null: the legacy SERVICE_HOST from before Kubernetes 1.0
  const ServicePort* port = nullptr;  // null: NAME_SERVICE_HOST
};

// A name that services set to different values. The kubelet picks one at random at each container
// start; svcenv uses the last one.
struct ServiceCollision {
  std::string_view name;
  std::vector<ServiceVariable> candidates;  // in the order of the services; the last one wins
};

// Immutable and thread-safe. Owns its strings. The services must outlive it.
class ServiceVariables {
 public:
  // Computes the variables of those services that have a cluster IP. On equal names, the later
  // service wins. If `legacy_service_host` is not empty, also sets SERVICE_HOST to it. Fails with
  // code service-without-ports if a service has a cluster IP but no ports, which makes the kubelet
  // panic. `views`, if not null, replaces hosts and ports; it must outlive the result. O(n log n).
  static absl::StatusOr<std::shared_ptr<const ServiceVariables>> Of(
      absl::Span<const Service* const> services, std::string_view legacy_service_host = {},
      const ServiceViews* views ABSL_ATTRIBUTE_LIFETIME_BOUND = nullptr);

  ServiceVariables(const ServiceVariables&) = delete;
  ServiceVariables& operator=(const ServiceVariables&) = delete;

  // Returns all variables, sorted by name. Names are unique.
  absl::Span<const ServiceVariable> all() const { return variables_; }

  // Returns whether the value depends on an assumed cluster IP. O(1).
  bool IsAssumed(const ServiceVariable& variable) const {
    return views_ != nullptr && views_->IsAssumed(variable.service);
  }

  // Returns null if the variable is not set. O(log n).
  const ServiceVariable* Find(std::string_view name) const;

  // Returns the names with more than one possible value, sorted by name.
  const std::vector<ServiceCollision>& collisions() const { return collisions_; }

  // Returns all() as one string: "NAME=value\0NAME=value\0".
  std::string_view env0() const { return text_; }

  // Returns the slice of env0() that covers `part`, a contiguous subspan of all().
  static std::string_view Env0Of(absl::Span<const ServiceVariable> part) {
    if (part.empty()) return {};
    const char* begin = part.front().name.data();
    const char* end = part.back().value.data() + part.back().value.size() + 1;
    return {begin, static_cast<size_t>(end - begin)};
  }

 private:
  class Builder;

  explicit ServiceVariables(const ServiceViews* views) : views_(views) {}

  Arena arena_;  // owns text_, variables_, and the strings of collisions_
  std::string_view text_;
  absl::Span<const ServiceVariable> variables_;
  std::vector<ServiceCollision> collisions_;
  const ServiceViews* const views_;
};

// Returns the warning service-collision, which lists each possible value and its service.
Diagnostic Describe(const ServiceCollision& collision);

// Returns the services whose variables a pod gets, in order of precedence, lowest first: the
// `master`, unless `links` is true and the pod's namespace has its own service `kubernetes`; then,
// if `links` is true, `services`. `services` are those of the pod's namespace, sorted by name;
// `master` is default/kubernetes or null. pkg/kubelet/kubelet_pods.go, getServiceEnvVarMap.
std::vector<const Service*> VisibleServices(absl::Span<const Service* const> services,
                                            const Service* master, bool links);

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_VARIABLES_H_
