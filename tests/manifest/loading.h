// A manifest as LoadManifest reads it, for tests that ask what is read and what is refused.
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
  // Reports unknown fields, as lint does.
  explicit Loading(std::string_view text);

  // The fields with errors, in the order of the text: "spec.ports[0].port". An error without a
  // field is its code: "no-name".
  std::vector<std::string> Refused() const;

  Cluster cluster;
  Diagnostics diagnostics;
};

// A Pod whose only container, `c`, has these fields, in YAML flow style.
std::string PodWith(std::string_view container_fields);

// An object of that kind, named x, with a spec in YAML flow style.
std::string ObjectWith(std::string_view api_version, std::string_view kind, std::string_view spec);

// A Service with these fields of its spec.
std::string ServiceWith(std::string_view spec_fields);

}  // namespace svcenv

#endif  // SVCENV_TESTS_MANIFEST_LOADING_H_
