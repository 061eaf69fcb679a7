#include "svcenv/manifest/service_checks.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/ip.h"

namespace svcenv {
namespace {

class Checker {
 public:
  Checker(const Service& service, const VersionProfile& version, Diagnostics* diagnostics)
      : service_(service), version_(version), diagnostics_(*diagnostics) {}

  void Run() {
    CheckClusterIp();
    if (!service_.never_has_cluster_ip() && service_.ports.empty()) {
      Error("service-without-ports", "spec.ports", "the Service has no ports",
            "add a port, or set clusterIP: None to make it headless", service_.meta.position);
    }
    for (size_t i = 0; i < service_.ports.size(); ++i) CheckPort(i);
  }

 private:
  void Error(std::string_view code, std::string field, std::string_view message,
             std::string_view remedy, Position position) {
    Diagnostic error;
    error.severity = Severity::kError;
    error.code = std::string(code);
    error.message = absl::StrCat(field, ": ", message);
    error.remedy = std::string(remedy);
    error.position = position;
    error.object = {"Service", std::string(service_.meta.namespace_),
                    std::string(service_.meta.name.text)};
    error.field = std::move(field);
    diagnostics_.push_back(std::move(error));
  }

  void CheckClusterIp() {
    const std::string_view ip = service_.cluster_ip.text;
    if (!service_.has_cluster_ip()) return;
    const bool valid =
        version_.strict_ip_validation ? StrictIpProblem(ip).empty() : ParseIp(ip).has_value();
    if (valid) return;
    Error("refused-by-api", "spec.clusterIP",
          absl::StrCat("\"", ip, "\" is not a valid IP address"),
          "set an address such as 10.96.0.10, \"\" to have one assigned, or None for a headless "
          "service",
          service_.cluster_ip.position);
  }

  void CheckPort(size_t index) {
    const ServicePort& port = service_.ports[index];
    const std::string field = absl::StrCat("spec.ports[", index, "]");
    if (port.port < 1 || port.port > 65535) {
      Error("refused-by-api", field + ".port",
            absl::StrCat(port.port, " is not a valid port number"),
            "write a number from 1 to 65535", port.position);
    }
    const std::string_view protocol = port.protocol.text;
    if (!protocol.empty() && protocol != "TCP" && protocol != "UDP" && protocol != "SCTP") {
      Error("refused-by-api", field + ".protocol",
            absl::StrCat("\"", protocol, "\" is not a valid protocol"),
            "write TCP, UDP, or SCTP in uppercase", port.protocol.position);
    }
    if (port.name.empty() && service_.ports.size() > 1) {
      Error("refused-by-api", field + ".name",
            "required because the Service has more than one port",
            "name the port, for example http", port.position);
    }
  }

  const Service& service_;
  const VersionProfile& version_;
  Diagnostics& diagnostics_;
};

}  // namespace

void CheckService(const Service& service, const VersionProfile& version, Diagnostics* diagnostics) {
  Checker(service, version, diagnostics).Run();
}

}  // namespace svcenv
