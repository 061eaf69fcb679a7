// The service of the API server, default/kubernetes. Every container gets its variables.
// pkg/kubelet/kubelet_pods.go, masterServices and getServiceEnvVarMap (1.37.2).
#ifndef SVCENV_KUBERNETES_MASTER_SERVICE_H_
#define SVCENV_KUBERNETES_MASTER_SERVICE_H_

#include <string_view>

#include "svcenv/kubernetes/objects.h"

namespace svcenv {

inline constexpr std::string_view kMasterNamespace = "default";
inline constexpr std::string_view kMasterName = "kubernetes";

// The prefix of the names of its variables.
inline constexpr std::string_view kMasterPrefix = "KUBERNETES";

// Returns whether the kubelet prefers this service to the master service for pods in the same
// namespace.
inline bool HasMasterName(const Service& service) { return service.meta.name.text == kMasterName; }

inline bool IsMaster(const Service& service) {
  return HasMasterName(service) && service.meta.namespace_ == kMasterNamespace;
}

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_MASTER_SERVICE_H_
