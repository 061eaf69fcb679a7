// The environment of one container, with the origin of every value.
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
  kService,    // of a service; also SERVICE_HOST of before Kubernetes 1.0
  kConfigMap,  // envFrom configMapRef
  kSecret,     // envFrom secretRef
  kValue,      // env value
  kField,      // env valueFrom fieldRef, and so on
  kResourceField,
  kConfigMapKey,
  kSecretKey,
  kFileKey,
};

struct Origin {
  OriginKind kind = OriginKind::kValue;
  const Service* service = nullptr;    // kService
  const ServicePort* port = nullptr;   // kService; null: the host
  const ObjectMeta* object = nullptr;  // the ConfigMap or Secret; null if it was not given
  int index = -1;                      // in envFrom or env
  std::string_view key;                // in the object; the field path; the resource
  Position position;                   // where the variable is written
  const char* appended_by = nullptr;   // who adds it to env, "Job controller"; null: it is written

  // "Service shop/redis port 6379", "env[2] value", "envFrom[0] ConfigMap shop/settings key A", …
  std::string ToString() const;
};

struct Variable {
  std::string_view name;
  std::string_view value;
  // Not empty: the value is not known, and this is why ("ConfigMap shop/settings was not given").
  std::string_view unknown;
  UnknownCause cause = UnknownCause::kNone;
  bool secret = false;   // of a Secret, or built from one's value
  bool assumed = false;  // depends on a cluster IP that was handed out by us
  Origin origin;
  const Variable* overrode = nullptr;  // the one of that name that was there before; then its, …

  bool known() const { return unknown.empty(); }
};

// A `$(NAME)` that stays as it is because nothing of that name is there.
struct UnresolvedReference {
  std::string name;
  std::string field;  // "spec.containers[0].args[1]"
  Position position;  // of the text that refers
};

// Movable. Holds its texts or shares them with the namespace's service variables; points into the
// Cluster that it was computed from. Const calls are safe from many threads.
class Environment {
 public:
  // What the kubelet passes to the container, by name, bytewise; `f` is called as f(const
  // Variable&).
  template <typename F>
  void ForEach(F&& f) const;

  // The same in fewer steps: `services` is called as services(absl::Span<const ServiceVariable>)
  // for each run of service variables between which nothing stands, and is part of
  // services().all(), `own` as own(const Variable&). O(n log m) for n own variables among m of
  // services, beside what the two do.
  template <typename Services, typename Own>
  void ForEachRun(Services&& services, Own&& own) const;

  // The variable of that name; its texts live as long as the Environment.
  std::optional<Variable> Find(std::string_view name) const ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // How many variables there are. O(1).
  size_t size() const { return services_->all().size() + own_.size() - hidden_services_; }

  // What envFrom and env define, by name, without the service variables.
  const std::vector<const Variable*>& own() const { return own_; }
  const ServiceVariables& services() const { return *services_; }

  // Sources of envFrom that are not known, and services with placeholders: the variables that they
  // define are not there.
  const std::vector<UnknownSource>& unknown_sources() const { return unknown_sources_; }
  const std::vector<UnresolvedReference>& unresolved() const { return unresolved_; }
  const Diagnostics& diagnostics() const { return diagnostics_; }

  // Returns a variable of `services`, with its origin.
  static Variable FromService(const ServiceVariable& variable,
                              const ServiceVariables& services ABSL_ATTRIBUTE_LIFETIME_BOUND);

 private:
  friend class EnvironmentBuilder;
  Environment() = default;

  std::shared_ptr<const ServiceVariables> services_;
  Arena arena_;                       // the overlay's variables and texts
  std::vector<const Variable*> own_;  // sorted by name
  size_t hidden_services_ = 0;        // service variables that own_ takes the place of
  std::vector<UnknownSource> unknown_sources_;
  std::vector<std::unique_ptr<const ObjectMeta>> created_;  // of sources that are created later
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
