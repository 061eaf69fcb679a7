// The variables that services give: NAME_SERVICE_HOST, NAME_SERVICE_PORT, the docker link
// variables.
//
//   const auto variables = ServiceVariables::Of({&redis, &web});
//   if (!variables.ok()) return variables.status();
//   for (const ServiceVariable& v : (*variables)->all()) std::cout << v.name << "=" << v.value;
//
// Follows pkg/kubelet/envvars/envvars.go, FromServices (1.29 to 1.37 alike).
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

// "redis-primary" → "REDIS_PRIMARY".
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
  const Service* service = nullptr;  // null: the SERVICE_HOST of before Kubernetes 1.0
  // The port that it tells of; null for NAME_SERVICE_HOST.
  const ServicePort* port = nullptr;
};

// One name for which services give different values. The kubelet takes one of them at random at
// each container start; here the last one wins.
struct ServiceCollision {
  std::string_view name;
  std::vector<ServiceVariable> candidates;  // in the order of the services; the last is the winner
};

// Immutable once made, and safe to share between threads. Holds views into nothing but itself, and
// pointers to the services, which must outlive it.
class ServiceVariables {
 public:
  // Of the services that have a cluster IP, taken in the order given: a later variable overwrites
  // an earlier one. Where `legacy_service_host` is not empty, SERVICE_HOST is added with that
  // value. Fails on a service with a cluster IP and no ports (code service-without-ports), on which
  // the kubelet panics. `views`, unless null, says how the services are shown; it must outlive the
  // result. O(n log n).
  static absl::StatusOr<std::shared_ptr<const ServiceVariables>> Of(
      absl::Span<const Service* const> services, std::string_view legacy_service_host = {},
      const ServiceViews* views ABSL_ATTRIBUTE_LIFETIME_BOUND = nullptr);

  ServiceVariables(const ServiceVariables&) = delete;
  ServiceVariables& operator=(const ServiceVariables&) = delete;

  // By name, bytewise; each name once.
  absl::Span<const ServiceVariable> all() const { return variables_; }

  // Whether the value of one of them depends on an assumed cluster IP. O(1).
  bool IsAssumed(const ServiceVariable& variable) const {
    return views_ != nullptr && views_->IsAssumed(variable.service);
  }

  // Null when there is none. O(log n).
  const ServiceVariable* Find(std::string_view name) const;

  // Names with more than one possible value, by name.
  const std::vector<ServiceCollision>& collisions() const { return collisions_; }

  // The same variables as one text, in the order of all(): "NAME=value\0NAME=value\0".
  std::string_view env0() const { return text_; }

  // The part of env0() that is a part of all().
  static std::string_view Env0Of(absl::Span<const ServiceVariable> part) {
    if (part.empty()) return {};
    const char* begin = part.front().name.data();
    const char* end = part.back().value.data() + part.back().value.size() + 1;
    return {begin, static_cast<size_t>(end - begin)};
  }

 private:
  class Builder;

  explicit ServiceVariables(const ServiceViews* views) : views_(views) {}

  Arena arena_;  // of all texts, and of variables_
  std::string_view text_;
  absl::Span<const ServiceVariable> variables_;
  std::vector<ServiceCollision> collisions_;
  const ServiceViews* const views_;
};

// A collision as a diagnostic (code service-collision), naming each possible value and its service.
Diagnostic Describe(const ServiceCollision& collision);

// Which services a pod of `namespace_` sees, in the order in which they are taken: those of its
// namespace by name when `links`, and `kubernetes` of `default`, first, unless a service of that
// name is in the pod's own namespace and links are on. `services` holds those of the namespace, by
// name; `master` is `kubernetes` of `default` or null. pkg/kubelet/kubelet_pods.go,
// getServiceEnvVarMap.
std::vector<const Service*> VisibleServices(absl::Span<const Service* const> services,
                                            const Service* master, bool links);

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_VARIABLES_H_
