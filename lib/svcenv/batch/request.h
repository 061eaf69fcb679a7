// Reads batch requests. Internal to this package.
#ifndef SVCENV_BATCH_REQUEST_H_
#define SVCENV_BATCH_REQUEST_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

struct BatchRequest {
  std::string id = "null";  // JSON as in the request, without line breaks
  Cluster cluster;
  std::string namespace_ = "default";
  std::string pod;        // empty: the only workload
  std::string container;  // empty: all containers
  std::string kube_version;
  PodFacts facts;
  Diagnostics diagnostics;  // warnings about the objects
};

// Reads one line. Fails with ToStatus of a diagnostic whose code is bad-request or that of an error
// in an object. If the line is valid JSON, sets `request->id` even on failure.
absl::Status ReadRequest(std::string_view line, BatchRequest* request);

}  // namespace svcenv

#endif  // SVCENV_BATCH_REQUEST_H_
