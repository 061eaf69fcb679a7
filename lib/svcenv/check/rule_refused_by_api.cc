#include "absl/container/flat_hash_set.h"
#include "svcenv/check/api_server.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {

void RefusedByApi(const LintContext& lint, Diagnostics* findings) {
  const VersionProfile& version = *lint.options().resolve.version;
  absl::flat_hash_set<const Workload*> seen;
  for (const LintContainer& one : lint.containers()) {
    if (seen.insert(&one.workload()).second) FindRefusals(one.workload(), version, findings);
  }
  for (const Service* service : lint.services()) FindRefusals(*service, version, findings);
  for (const ConfigMap& config_map : lint.cluster().config_maps()) {
    FindRefusals(config_map, findings);
  }
  for (const Secret& secret : lint.cluster().secrets()) FindRefusals(secret, findings);
}

}  // namespace svcenv
