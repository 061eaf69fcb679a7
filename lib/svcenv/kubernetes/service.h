// Services. See objects.h for who owns the strings.
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
  int32_t node_port = 0;           // 0 if not set
  Position position;               // of the port number
  Located target_port;             // the name of a container port; "" if it is a number
  int32_t target_port_number = 0;  // 0 if not set or a name
};

// An address of a load balancer: an IP or a hostname.
struct LoadBalancerIngress {
  std::string_view ip;
  std::string_view hostname;
};

struct Service {
  ObjectMeta meta;
  std::string_view type;  // "" means ClusterIP
  Position type_position;
  Located cluster_ip;                // as written; "" if not assigned yet, "None" if headless
  std::vector<Located> cluster_ips;  // as written; the first is cluster_ip
  std::vector<ServicePort> ports;
  Entries selector;
  std::string_view external_name;                  // of a service of type ExternalName
  std::vector<LoadBalancerIngress> load_balancer;  // status.loadBalancer.ingress
  // The first placeholder in fields that determine its variables, such as "${PORT}", which makes
  // them unknown. Empty if there is none.
  std::string_view placeholder;

  // Returns whether the kubelet sets variables for it (pkg/apis/core/v1/helper IsServiceIPSet,
  // 1.37.2). False if they are unknown.
  bool has_cluster_ip() const { return placeholder.empty() && names_cluster_ip(); }

  // Returns whether it has variables that are unknown because of a placeholder.
  bool is_unknown() const { return !placeholder.empty() && names_cluster_ip(); }

  // Returns whether clusterIP is set to something other than None, known or not.
  bool names_cluster_ip() const { return !cluster_ip.text.empty() && cluster_ip.text != "None"; }

  // Returns whether it selects pods with these labels. Without a selector, it selects all pods.
  // O(m log n) for m selector entries and n labels.
  bool Selects(const Entries& labels) const {
    return std::all_of(selector.begin(), selector.end(), [&](const Entry& wanted) {
      const Entry* label = FindEntry(labels, wanted.key);
      return label != nullptr && label->value == wanted.value;
    });
  }

  // Returns whether it is headless or of type ExternalName.
  bool never_has_cluster_ip() const { return type == "ExternalName" || cluster_ip.text == "None"; }

  // Returns whether it has a cluster IP but no ports. The kubelet panics on such a service.
  bool lacks_ports() const { return has_cluster_ip() && ports.empty(); }
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_SERVICE_H_
