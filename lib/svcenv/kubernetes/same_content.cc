#include "svcenv/kubernetes/same_content.h"

#include <algorithm>

namespace svcenv {
namespace {

bool Same(const Entries& a, const Entries& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Entry& x, const Entry& y) {
    return x.key == y.key && x.value == y.value;
  });
}

bool Same(const Located& a, const Located& b) { return a.text == b.text; }

bool Same(const ServicePort& a, const ServicePort& b) {
  return Same(a.name, b.name) && Same(a.protocol, b.protocol) && a.port == b.port &&
         a.node_port == b.node_port && Same(a.target_port, b.target_port) &&
         a.target_port_number == b.target_port_number;
}

bool Same(const LoadBalancerIngress& a, const LoadBalancerIngress& b) {
  return a.ip == b.ip && a.hostname == b.hostname;
}

bool Same(const NodeAddress& a, const NodeAddress& b) {
  return a.type == b.type && a.address == b.address;
}

bool Same(const LimitRangeItem& a, const LimitRangeItem& b) {
  return Same(a.type, b.type) && Same(a.max, b.max) && Same(a.min, b.min) &&
         Same(a.default_limits, b.default_limits) && Same(a.default_requests, b.default_requests) &&
         Same(a.max_ratio, b.max_ratio);
}

template <typename T>
bool AllSame(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return Same(x, y); });
}

}  // namespace

bool HaveSameContent(const Service& a, const Service& b) {
  return a.type == b.type && Same(a.cluster_ip, b.cluster_ip) &&
         AllSame(a.cluster_ips, b.cluster_ips) && AllSame(a.ports, b.ports) &&
         Same(a.selector, b.selector) && a.external_name == b.external_name &&
         AllSame(a.load_balancer, b.load_balancer) && a.placeholder == b.placeholder;
}

bool HaveSameContent(const ConfigMap& a, const ConfigMap& b) {
  return Same(a.data, b.data) && a.binary_keys == b.binary_keys && a.binary_bytes == b.binary_bytes;
}

bool HaveSameContent(const Secret& a, const Secret& b) { return Same(a.data, b.data); }

bool HaveSameContent(const Node& a, const Node& b) {
  return AllSame(a.addresses, b.addresses) && Same(a.allocatable, b.allocatable) &&
         Same(a.meta.labels, b.meta.labels) && a.kubelet_version == b.kubelet_version;
}

bool HaveSameContent(const LimitRange& a, const LimitRange& b) {
  return AllSame(a.limits, b.limits);
}

}  // namespace svcenv
