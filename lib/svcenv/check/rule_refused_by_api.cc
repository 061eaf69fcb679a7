#include "absl/container/flat_hash_set.h"
#include "svcenv/check/api_server.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {

void RefusedByApi(const LintContext& lint, Diagnostics* findings) {
  const VersionProfile& version = *lint.options().resolve.version;
  absl::flat_hash_set<const Workload*> seen;
  for (const LintContainer& one : lint.containers()) {
    const Workload& workload = one.workload();
    // The final form of a partial workload, or one with placeholders, is unknown.
    if (workload.is_partial || workload.placeholders != Placeholders::kNone) continue;
    if (seen.insert(&workload).second) FindRefusals(workload, version, findings);
  }
  for (const Workload& workload : lint.cluster().workloads()) {
    if (!workload.is_template() && !workload.pod.spec.has_containers()) {
      FindRefusals(workload, version, findings);
    }
  }
  for (const Service* service : lint.services()) {
    if (!service->meta.has_parameters) FindRefusals(*service, version, findings);
  }
  for (const ConfigMap& config_map : lint.cluster().config_maps()) {
    if (!config_map.meta.has_parameters) FindRefusals(config_map, findings);
  }
  for (const Secret& secret : lint.cluster().secrets()) {
    if (!secret.meta.has_parameters) FindRefusals(secret, findings);
  }
  for (const LimitRange* limit_range : lint.cluster().AllLimitRanges()) {
    if (!limit_range->meta.has_parameters) FindRefusals(*limit_range, findings);
  }
}

}  // namespace svcenv
