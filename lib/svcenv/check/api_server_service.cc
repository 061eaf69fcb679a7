// Checks Services as the API server does.
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/api_server.h"
#include "svcenv/check/api_server_meta.h"
#include "svcenv/check/refusals.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

// pkg/apis/core/validation/validation.go, validateService, validateServicePort, and
// ValidateServiceClusterIPsRelatedFields (1.37.2).
class ServiceChecker {
 public:
  ServiceChecker(const Service& service, const VersionProfile& version, Diagnostics* diagnostics)
      : service_(service), version_(version), refusals_("Service", service.meta, diagnostics) {}

  void Run() {
    CheckMeta(service_.meta, refusals_);
    CheckName();
    CheckType();
    if (service_.type == "ExternalName") {
      CheckExternalName();
    } else {
      CheckClusterIps();
    }
    for (size_t i = 0; i < service_.ports.size(); ++i) CheckPort(i);
    if (service_.placeholder.empty()) CheckDuplicates();
  }

 private:
  static std::string PortPath(size_t i) { return absl::StrCat("spec.ports[", i, "]"); }
  bool is_headless() const { return service_.cluster_ip.text == "None"; }

  void CheckName() {
    const Located& name = service_.meta.name;
    if (name.empty()) return;
    if (version_.service_names_may_start_with_digit) {
      refusals_.AddName("metadata.name", name, Dns1123LabelProblem(name.text), kLabelRemedy);
    } else {
      refusals_.AddName("metadata.name", name, Dns1035LabelProblem(name.text),
                        "use at most 63 lowercase letters, digits, and '-', and begin with a "
                        "letter, as in my-name");
    }
  }

  void CheckType() {
    const std::string_view type = service_.type;
    if (type.empty() || type == "ClusterIP" || type == "NodePort" || type == "LoadBalancer" ||
        type == "ExternalName" || IsSubstituted(type)) {
      return;
    }
    refusals_.Add("spec.type", absl::StrCat(GoQuote(type), " is not a valid Service type"),
                  "use ClusterIP, NodePort, LoadBalancer, or ExternalName; case matters",
                  service_.type_position);
  }

  void CheckExternalName() {
    if (service_.cluster_ip.empty() && service_.cluster_ips.empty()) return;
    refusals_.Add("spec.clusterIP", "a Service of type ExternalName cannot have a cluster IP",
                  "remove clusterIP, or change the type", service_.cluster_ip.position);
  }

  void CheckClusterIps();
  void CheckFurtherIps();
  void CheckPort(size_t index);
  void CheckDuplicates();

  const Service& service_;
  const VersionProfile& version_;
  Refusals refusals_;
};

void ServiceChecker::CheckClusterIps() {
  const auto& ips = service_.cluster_ips;
  const std::string_view type = service_.type;
  if (is_headless() && (type == "NodePort" || type == "LoadBalancer")) {
    refusals_.Add("spec.clusterIP", absl::StrCat("a Service of type ", type, " cannot be headless"),
                  "remove clusterIP: None, or change the type", service_.cluster_ip.position);
  }
  if (ips.empty()) return;
  if (service_.cluster_ip.empty()) {
    refusals_.Add("spec.clusterIPs", "must be empty when clusterIP is not set",
                  absl::StrCat("add clusterIP: ", ips[0].text), ips[0].position);
  } else if (ips[0].text != service_.cluster_ip.text) {
    refusals_.Add(
        "spec.clusterIPs",
        absl::StrCat("the first address must match clusterIP, ", GoQuote(service_.cluster_ip.text)),
        "make the two match, or remove clusterIPs", ips[0].position);
  }
  CheckFurtherIps();
}

// Skips the first address: it is clusterIP, which the reader checks.
void ServiceChecker::CheckFurtherIps() {
  const auto& ips = service_.cluster_ips;
  if (ips.size() > 1 && ips[0].text == "None") {
    refusals_.Add("spec.clusterIPs", "None must be the only value",
                  "use None alone, or only addresses", ips[0].position);
  }
  if (ips.size() > 2) {
    refusals_.Add("spec.clusterIPs", "may only hold up to 2 values",
                  "use one IPv4 and one IPv6 address", ips[2].position);
  }
  const auto parse = [&](std::string_view ip) {
    const bool is_refused = version_.strict_ip_validation && !StrictIpProblem(ip).empty();
    return is_refused ? std::nullopt : ParseIp(ip);
  };
  for (size_t i = 1; i < ips.size(); ++i) {
    if (parse(ips[i].text).has_value()) continue;
    refusals_.Add(absl::StrCat("spec.clusterIPs[", i, "]"),
                  absl::StrCat(GoQuote(ips[i].text), " is not a valid IP address"),
                  "use an address such as 10.96.0.10 or fd00::a", ips[i].position);
    return;
  }
  if (ips.size() != 2) return;
  const std::optional<IpAddress> first = parse(ips[0].text);
  if (first.has_value() && first->is_v6() == parse(ips[1].text)->is_v6()) {
    refusals_.Add("spec.clusterIPs", "both addresses have the same IP family",
                  "use one IPv4 and one IPv6 address", ips[1].position);
  }
}

void ServiceChecker::CheckPort(size_t index) {
  const ServicePort& port = service_.ports[index];
  const std::string field = PortPath(index);
  if (!port.name.empty()) {
    refusals_.AddName(field + ".name", port.name, Dns1123LabelProblem(port.name.text),
                      kLabelRemedy);
  }
  const Located& target = port.target_port;
  if (!target.empty()) {
    const bool is_number = target.text.find_first_not_of("0123456789") == target.text.npos;
    refusals_.AddName(field + ".targetPort", target, ContainerPortNameProblem(target.text),
                      is_number ? "write the number without quotes"
                                : "use the name of a container port, such as http, or a number");
  } else if (port.target_port_number < 0 || port.target_port_number > 65535) {
    refusals_.Add(field + ".targetPort",
                  absl::StrCat(port.target_port_number, " is not a valid port number"),
                  "write a number from 1 to 65535", target.position);
  }
  if (port.node_port != 0 && (service_.type.empty() || service_.type == "ClusterIP")) {
    refusals_.Add(field + ".nodePort", "may not be used when type is ClusterIP",
                  "set type: NodePort, or remove nodePort", port.position);
  }
}

void ServiceChecker::CheckDuplicates() {
  absl::flat_hash_map<std::string_view, size_t> names;
  std::map<std::string, size_t> ports;
  for (size_t i = 0; i < service_.ports.size(); ++i) {
    const ServicePort& port = service_.ports[i];
    if (const auto [earlier, is_new] = names.try_emplace(port.name.text, i);
        !is_new && !port.name.empty()) {
      refusals_.Add(
          PortPath(i) + ".name",
          absl::StrCat(GoQuote(port.name.text), " is also the name of ", PortPath(earlier->second)),
          "give each port a unique name", port.name.position);
    }
    const std::string_view protocol = port.protocol.empty() ? "TCP" : port.protocol.text;
    if (const auto [earlier, is_new] = ports.try_emplace(absl::StrCat(port.port, "/", protocol), i);
        !is_new) {
      refusals_.Add(
          PortPath(i),
          absl::StrCat(earlier->first, " is also the port of ", PortPath(earlier->second)),
          "remove one of the two, or change its number or protocol", port.position);
    }
  }
}

}  // namespace

void FindRefusals(const Service& service, const VersionProfile& version, Diagnostics* diagnostics) {
  ServiceChecker(service, version, diagnostics).Run();
}

}  // namespace svcenv
