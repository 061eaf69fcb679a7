#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {

void ClusterIpUnassigned(const LintContext& lint, Diagnostics* findings) {
  for (const Service* service : lint.services()) {
    if (!service->cluster_ip.empty() || service->type == "ExternalName") continue;
    findings->push_back(LintContext::Find(
        *service, "cluster-ip-unassigned",
        "it has no cluster IP yet, so the values of its variables are not known",
        absl::StrCat("--assume-ips CIDR or --cluster-ip ", service->meta.namespace_, "/",
                     service->meta.name.text, "=IP gives it one"),
        service->meta.name.position));
  }
}

}  // namespace svcenv
