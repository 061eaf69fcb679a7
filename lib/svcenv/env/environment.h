// The environment of a container, with the origin of every value.
#ifndef SVCENV_ENV_ENVIRONMENT_H_
#define SVCENV_ENV_ENVIRONMENT_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/env/unknown.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

enum class OriginKind : uint8_t {
  kService,    // a service; also the legacy SERVICE_HOST from before Kubernetes 1.0
  kConfigMap,  // envFrom configMapRef
  kSecret,     // envFrom secretRef
  kValue,      // env value
  kField,      // env valueFrom fieldRef; the kinds below are the other sources of valueFrom
  kResourceField,
  kConfigMapKey,
  kSecretKey,
  kFileKey,
};

struct Origin {
  OriginKind kind = OriginKind::kValue;
  const Service* service = nullptr;    // kService
  const ServicePort* port = nullptr;   // kService; null: the host
  const ObjectMeta* object = nullptr;  // the ConfigMap or Secret; null if not in the input
  int index = -1;                      // in envFrom or env
  std::string_view key;                // the key in the object, the field path, or the resource
  Position position;                   // of the definition
  const char* appended_by = nullptr;   // "Job controller" if that adds it; null: the manifest

  // "Service shop/redis port 6379", "env[2] value", "envFrom[0] ConfigMap shop/settings key A", …
  std::string ToString() const;
};

struct Variable {
  std::string_view name;
  std::string_view value;
  // If not empty, the value is unknown, and this says why: "ConfigMap shop/settings is not in the
  // input".
  std::string_view unknown;
  UnknownCause cause = UnknownCause::kNone;
  bool secret = false;   // comes from a Secret, directly or by a reference
  bool assumed = false;  // depends on a cluster IP that AssumeClusterIps assigned
  Origin origin;
  const Variable* overrode = nullptr;  // the variable that this one overrides, if any

  bool known() const { return unknown.empty(); }
};

// A `$(NAME)` that is not expanded because NAME is not set.
struct UnresolvedReference {
  std::string name;
  std::string field;  // "spec.containers[0].args[1]"
  Position position;  // of the string that contains the reference
};

// Movable. Owns its strings or shares them with the namespace's service variables. Points into the
// Cluster that it was computed from. Const calls are thread-safe.
class Environment {
 public:
  // Calls f(const Variable&) for each variable that the kubelet passes to the container, sorted by
  // name.
  template <typename F>
  void ForEach(F&& f) const;

  // Like ForEach, but faster: calls services(absl::Span<const ServiceVariable>) for each run of
  // service variables, a subspan of services().all(), and own(const Variable&) for each variable of
  // own(). O(n log m) for n own variables and m service variables, plus the calls.
  template <typename Services, typename Own>
  void ForEachRun(Services&& services, Own&& own) const;

  // Returns the variable, or nullopt if it is not set. Its strings live as long as the Environment.
  std::optional<Variable> Find(std::string_view name) const ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // Returns the number of variables. O(1).
  size_t size() const { return services_->all().size() + own_.size() - hidden_services_; }

  // Returns the variables that envFrom and env define, sorted by name.
  const std::vector<const Variable*>& own() const { return own_; }
  const ServiceVariables& services() const { return *services_; }

  // Returns the envFrom sources and the services whose variables are unknown. The environment does
  // not include their variables.
  const std::vector<UnknownSource>& unknown_sources() const { return unknown_sources_; }
  const std::vector<UnresolvedReference>& unresolved() const { return unresolved_; }
  const Diagnostics& diagnostics() const { return diagnostics_; }

  // Converts a variable of `services` and adds its origin.
  static Variable FromService(const ServiceVariable& variable,
                              const ServiceVariables& services ABSL_ATTRIBUTE_LIFETIME_BOUND);

 private:
  friend class EnvironmentBuilder;
  Environment() = default;

  std::shared_ptr<const ServiceVariables> services_;
  Arena arena_;                       // owns the variables of own_ and their strings
  std::vector<const Variable*> own_;  // sorted by name
  size_t hidden_services_ = 0;        // number of service variables that own_ overrides
  std::vector<UnknownSource> unknown_sources_;
  std::vector<std::unique_ptr<const ObjectMeta>> created_;  // sources that are created later
  std::vector<UnresolvedReference> unresolved_;
  Diagnostics diagnostics_;
};

template <typename F>
void Environment::ForEach(F&& f) const {
  ForEachRun(
      [&](absl::Span<const ServiceVariable> services) {
        for (const ServiceVariable& service : services) f(FromService(service, *services_));
      },
      f);
}

template <typename Services, typename Own>
void Environment::ForEachRun(Services&& services, Own&& own) const {
  const auto end = services_->all().end();
  auto next = services_->all().begin();
  for (const Variable* variable : own_) {
    const auto after = std::lower_bound(
        next, end, variable->name,
        [](const ServiceVariable& service, std::string_view name) { return service.name < name; });
    if (after != next) services(absl::MakeConstSpan(&*next, static_cast<size_t>(after - next)));
    next = after != end && after->name == variable->name ? after + 1 : after;
    own(*variable);
  }
  if (next != end) services(absl::MakeConstSpan(&*next, static_cast<size_t>(end - next)));
}

}  // namespace svcenv

#endif  // SVCENV_ENV_ENVIRONMENT_H_
