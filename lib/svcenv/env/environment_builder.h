// Computes an Environment. Internal to this package.
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
#include "svcenv/env/source_value.h"
#include "svcenv/env/template.h"

namespace svcenv {

// Computes the environment of one container: service variables, then envFrom, then env.
// pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables (1.29 to 1.37).
class EnvironmentBuilder {
 public:
  // If `failures` is null, Build returns the first failure. Otherwise Build appends each failure to
  // it and continues; values that cannot be computed are unknown.
  EnvironmentBuilder(const PodContext& context, const ServicePrefixes& prefixes,
                     std::shared_ptr<const ServiceVariables> services, Diagnostics* failures);

  absl::StatusOr<Environment> Build() &&;

 private:
  // Returns `error` as a Status, or appends it to `failures_` and returns OK.
  absl::Status Fail(Diagnostic error);
  void AddUnknownServices();
  absl::Status AddEnvFrom(int index);
  absl::Status AddEnv(int index);
  void AddKeys(const EnvFrom& env_from, int index, const ObjectMeta& object, const Entries& data,
               OriginKind kind);
  // Like AddKeys for an object that is created later, whose values are unknown.
  void AddCreatedKeys(const CreatedObject& created, const EnvFrom& env_from, int index);
  // Makes the value unknown because another program sets it.
  void SetReplaced(std::string_view why, UnknownCause cause, Variable* variable);
  // Expands the `value` of env[index] into `variable`.
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
  size_t expanded_ = 0;           // total size of the expanded values so far
  bool expands_too_far_ = false;  // whether it would exceed kMaxExpandedBytes
  absl::flat_hash_map<std::string_view, const Variable*, NameHash, NameEq> own_;  // tmpEnv
};

}  // namespace svcenv

#endif  // SVCENV_ENV_ENVIRONMENT_BUILDER_H_
