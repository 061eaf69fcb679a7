// Must not compile under clang with warnings as errors: each marked line keeps a view of something
// that is gone. //tests/lifetimes:temporaries in .ci/run compares the marks with clang's errors.
#include <optional>
#include <string>
#include <vector>

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

}  // namespace svcenv
