// Must not compile with clang and warnings as errors: each marked line keeps a view of a destroyed
// temporary. .ci/run compares the marks with clang's errors.
#include <optional>
#include <string>
#include <vector>

#include "svcenv/base/diagnostic.h"
#include "svcenv/check/absence_index.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/service_catalog.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/template.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/object_meta.h"
#include "svcenv/kubernetes/pod.h"
#include "svcenv/svcenv.h"

namespace svcenv {

size_t FromTemporaries(const Manifests& manifests, const ContainerId& id) {
  const std::vector<EnvironmentVariable> all = manifests.EnvironmentOf(id).Variables();  // dangles
  const auto one = manifests.EnvironmentOf(id).Find("A");                                // dangles
  const std::vector<Finding>& findings = manifests.EnvironmentOf(id).findings();         // dangles
  size_t size = all.size() + findings.size() + one->value.size();
  for (const EnvironmentVariable& variable : manifests.EnvironmentOf(id).Variables()) {  // dangles
    size += variable.name.size();
  }
  return size;
}

size_t FromObjects(const Manifests& manifests, const ContainerId& id) {
  const ContainerEnvironment environment = manifests.EnvironmentOf(id);
  return environment.Variables().size() + environment.findings().size();
}

size_t FromTemporariesOfTheEngine(const Cluster& cluster, const Workload& workload) {
  const Resolver resolver(Cluster(), {});                                           // dangles
  const ServiceCatalog catalog{Cluster()};                                          // dangles
  const ServicePrefixes prefixes{Cluster()};                                        // dangles
  const AbsenceIndex index(Cluster(), prefixes);                                    // dangles
  const Diagnostic* error = FirstError(Diagnostics());                              // dangles
  const Entry* entry = FindEntry(Entries(), "app");                                 // dangles
  const auto containers = AllContainers(PodSpec());                                 // dangles
  const Template parsed = Template::Parse(std::string("$(A)"), DollarRule::kUtf8);  // dangles
  const auto resolved = Resolver(cluster, {}).Resolve(workload, Container(), {});   // dangles
  const auto variable =
      Resolver(cluster, {}).EnvironmentOf(workload, *containers.front(), {})->Find("A");  // dangles
  return entry->value.size() + error->code.size() + variable->value.size() + resolved->args.size() +
         parsed.tokens().size() + resolver.prefixes().CountNamespaces("WEB") +
         catalog.prefixes().CountNamespaces("WEB") + index.FindKey("shop", "a")->kind.size();
}

}  // namespace svcenv
