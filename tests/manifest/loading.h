// Loads manifests with LoadManifest, for tests of accepted and rejected input.
#ifndef SVCENV_TESTS_MANIFEST_LOADING_H_
#define SVCENV_TESTS_MANIFEST_LOADING_H_

#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"

namespace svcenv {

struct Loading {
  // Reports unknown fields as lint does.
  explicit Loading(std::string_view text);

  // Returns the fields with errors in document order, such as "spec.ports[0].port". For an error
  // without a field, returns its code, such as "no-name".
  std::vector<std::string> Refused() const;

  Cluster cluster;
  Diagnostics diagnostics;
};

// Returns a Pod whose only container, `c`, has these fields in YAML flow style.
std::string PodWith(std::string_view container_fields);

// Returns an object of that kind, named x, with a spec in YAML flow style.
std::string ObjectWith(std::string_view api_version, std::string_view kind, std::string_view spec);

// Returns a Service with these fields in its spec.
std::string ServiceWith(std::string_view spec_fields);

}  // namespace svcenv

#endif  // SVCENV_TESTS_MANIFEST_LOADING_H_
