// How services are shown in place of what the API server serves.
#ifndef SVCENV_KUBERNETES_SERVICE_VIEWS_H_
#define SVCENV_KUBERNETES_SERVICE_VIEWS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "svcenv/kubernetes/service.h"

namespace svcenv {

struct ServiceView {
  // The cluster IP is one of AssumeClusterIps: what depends on it is only assumed.
  bool cluster_ip_assumed = false;
  // The host and the port of each port that a client outside the cluster uses; without a host, those
  // of the service.
  std::string_view host;
  std::vector<int32_t> ports;
};

// The views of services, by address. Const calls are safe from many threads.
class ServiceViews {
 public:
  // Null if the service is shown as it is. O(1).
  const ServiceView* Find(const Service* service) const {
    if (views_.empty()) return nullptr;
    const auto found = views_.find(service);
    return found == views_.end() ? nullptr : &found->second;
  }

  bool IsAssumed(const Service* service) const {
    const ServiceView* view = Find(service);
    return view != nullptr && view->cluster_ip_assumed;
  }

  // Returns the view of a service, a new one if it has none.
  ServiceView& Of(const Service* service) { return views_[service]; }

 private:
  absl::flat_hash_map<const Service*, ServiceView> views_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_SERVICE_VIEWS_H_
