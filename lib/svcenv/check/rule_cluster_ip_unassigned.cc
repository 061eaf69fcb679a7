#include "svcenv/check/lint_rules.h"

namespace svcenv {

void ClusterIpUnassigned(const LintContext& lint, Diagnostics* findings) {
  for (const Service* service : lint.services()) {
    if (!service->cluster_ip.empty() || service->type == "ExternalName") continue;
    findings->push_back(LintContext::Find(
        *service, "cluster-ip-unassigned",
        "the Service has no cluster IP yet, so the values of its variables are unknown",
        RemedyAction{RemedyKind::kAssignClusterIp, NameOf("Service", service->meta)},
        service->meta.name.position));
  }
}

}  // namespace svcenv
