// Overrides of the address and ports in the variables of services.
#ifndef SVCENV_KUBERNETES_SERVICE_VIEWS_H_
#define SVCENV_KUBERNETES_SERVICE_VIEWS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "svcenv/kubernetes/service.h"

namespace svcenv {

struct ServiceView {
  // The cluster IP is from AssumeClusterIps, so values that contain it are only assumed.
  bool cluster_ip_assumed = false;
  // The host and ports that a client outside the cluster uses. An empty `host` means the cluster IP
  // and the service ports; empty `ports` mean the service ports.
  std::string_view host;
  std::vector<int32_t> ports;
};

// Maps services, by address, to their views. Const methods are safe to call from multiple threads.
class ServiceViews {
 public:
  // Returns the view of a service, or null if nothing is overridden. O(1).
  const ServiceView* Find(const Service* service) const {
    if (views_.empty()) return nullptr;
    const auto found = views_.find(service);
    return found == views_.end() ? nullptr : &found->second;
  }

  bool IsAssumed(const Service* service) const {
    const ServiceView* view = Find(service);
    return view != nullptr && view->cluster_ip_assumed;
  }

  // Returns the view of a service. Creates it if needed.
  ServiceView& Of(const Service* service) { return views_[service]; }

 private:
  absl::flat_hash_map<const Service*, ServiceView> views_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_SERVICE_VIEWS_H_
