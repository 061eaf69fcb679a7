// The service of the API server, `kubernetes` of `default`, whose variables every container gets.
// pkg/kubelet/kubelet_pods.go, masterServices and getServiceEnvVarMap (1.37.2).
#ifndef SVCENV_KUBERNETES_MASTER_SERVICE_H_
#define SVCENV_KUBERNETES_MASTER_SERVICE_H_

#include <string_view>

#include "svcenv/kubernetes/objects.h"

namespace svcenv {

inline constexpr std::string_view kMasterNamespace = "default";
inline constexpr std::string_view kMasterName = "kubernetes";

// What the names of its variables begin with.
inline constexpr std::string_view kMasterPrefix = "KUBERNETES";

// Whether the kubelet uses a service of that name in the pod's namespace instead of the master
// service.
inline bool HasMasterName(const Service& service) { return service.meta.name.text == kMasterName; }

inline bool IsMaster(const Service& service) {
  return HasMasterName(service) && service.meta.namespace_ == kMasterNamespace;
}

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_MASTER_SERVICE_H_
