// Services. objects.h says who owns the strings.
#ifndef SVCENV_KUBERNETES_SERVICE_H_
#define SVCENV_KUBERNETES_SERVICE_H_

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "svcenv/base/source.h"
#include "svcenv/kubernetes/object_meta.h"

namespace svcenv {

struct ServicePort {
  Located name;
  Located protocol;  // "" means TCP
  int32_t port = 0;
  int32_t node_port = 0;           // 0: none
  Position position;               // of the port's number
  Located target_port;             // the name of a container's port; "" a number
  int32_t target_port_number = 0;  // 0: that of the port, or a name
};

// An address at which a load balancer takes traffic: ip or hostname.
struct LoadBalancerIngress {
  std::string_view ip;
  std::string_view hostname;
};

struct Service {
  ObjectMeta meta;
  std::string_view type;  // "" means ClusterIP
  Position type_position;
  Located cluster_ip;                // as written; "" not assigned (yet), "None" headless
  std::vector<Located> cluster_ips;  // as written; the first is cluster_ip
  std::vector<ServicePort> ports;
  Entries selector;
  std::string_view external_name;                  // what the name stands for, of type ExternalName
  std::vector<LoadBalancerIngress> load_balancer;  // status.loadBalancer.ingress
  // The first placeholder in what its variables are made of, "${PORT}": they are unknown. Empty if
  // there is none.
  std::string_view placeholder;

  // Returns whether the kubelet makes variables of it (pkg/apis/core/v1/helper IsServiceIPSet,
  // 1.37.2). False if they are unknown.
  bool has_cluster_ip() const { return placeholder.empty() && names_cluster_ip(); }

  // Returns whether it has variables, and they are unknown because of a placeholder.
  bool is_unknown() const { return !placeholder.empty() && names_cluster_ip(); }

  bool names_cluster_ip() const { return !cluster_ip.text.empty() && cluster_ip.text != "None"; }

  // Returns whether it selects pods with these labels: all, without a selector. O(|selector| log n).
  bool Selects(const Entries& labels) const {
    return std::all_of(selector.begin(), selector.end(), [&](const Entry& wanted) {
      const Entry* label = FindEntry(labels, wanted.key);
      return label != nullptr && label->value == wanted.value;
    });
  }

  // Returns whether it is headless or of type ExternalName.
  bool never_has_cluster_ip() const { return type == "ExternalName" || cluster_ip.text == "None"; }

  // Whether it has a cluster IP and no ports. The kubelet panics on it.
  bool lacks_ports() const { return has_cluster_ip() && ports.empty(); }
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_SERVICE_H_
