// How an Environment is made; for this room only.
#ifndef SVCENV_ENV_ENVIRONMENT_BUILDER_H_
#define SVCENV_ENV_ENVIRONMENT_BUILDER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "svcenv/base/name_hash.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/env/template.h"

namespace svcenv {

// Computes the environment of one container: service variables, then envFrom, then env.
// pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables (1.29 to 1.37).
class EnvironmentBuilder {
 public:
  // Where `failures` is null, the first failure ends Build. Otherwise Build adds each one to it and
  // goes on, and what cannot be computed is unknown.
  EnvironmentBuilder(const PodContext& context, const ServicePrefixes& prefixes,
                     std::shared_ptr<const ServiceVariables> services, Diagnostics* failures);

  absl::StatusOr<Environment> Build() &&;

 private:
  // Ends the computation with `error`, or notes it.
  absl::Status Fail(Diagnostic error);
  void AddUnknownServices();
  absl::Status AddEnvFrom(int index);
  absl::Status AddEnv(int index);
  void AddKeys(const EnvFrom& env_from, int index, const ObjectMeta& object, const Entries& data,
               OriginKind kind);
  // The same for an object that is created later: the values are unknown.
  void AddCreatedKeys(const CreatedObject& created, const EnvFrom& env_from, int index);
  // Another program decides the value.
  void SetReplaced(std::string_view why, UnknownCause cause, Variable* variable);
  // The `value` of env[index] with its references replaced, in `variable`.
  absl::Status Expand(const EnvVar& env_var, int index, Variable* variable);
  absl::StatusOr<SourceValue> FromSource(const EnvSource& source, int index, Origin* origin);
  absl::StatusOr<SourceValue> FromKey(const ObjectReference& reference, bool secret, int index,
                                      Origin* origin);
  absl::StatusOr<SourceValue> FromFile(const FileReference& reference, int index);
  void Define(Variable variable);
  absl::Status Finish();
  Diagnostic HasNul(const Variable& variable) const;

  const PodContext& context_;
  const ServicePrefixes& prefixes_;
  Diagnostics* const failures_;
  Environment result_;
  size_t expanded_ = 0;           // bytes of the values so far that are not as they are written
  bool expands_too_far_ = false;  // they would be more than kMaxExpandedBytes
  absl::flat_hash_map<std::string_view, const Variable*, NameHash, NameEq> own_;  // tmpEnv
};

}  // namespace svcenv

#endif  // SVCENV_ENV_ENVIRONMENT_BUILDER_H_
