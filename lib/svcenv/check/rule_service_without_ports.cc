#include "svcenv/check/lint_rules.h"

namespace svcenv {

void ServiceWithoutPorts(const LintContext& lint, Diagnostics* findings) {
  for (const Service* service : lint.services()) {
    if (!service->lacks_ports()) continue;
    findings->push_back(LintContext::Find(
        *service, "service-without-ports",
        "the Service has a cluster IP but no ports: the kubelet panics on it, and no pod in the "
        "namespace starts",
        "add a port, or set clusterIP: None to make it headless", service->meta.name.position));
  }
}

}  // namespace svcenv
