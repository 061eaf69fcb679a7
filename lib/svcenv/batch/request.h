// A batch request, read; for this room only.
#ifndef SVCENV_BATCH_REQUEST_H_
#define SVCENV_BATCH_REQUEST_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

struct BatchRequest {
  std::string id = "null";  // JSON as it was written, without line breaks
  Cluster cluster;
  std::string namespace_ = "default";
  std::string pod;        // empty: the only workload there is
  std::string container;  // empty: all of them
  std::string kube_version;
  PodFacts facts;
  Diagnostics diagnostics;  // what is odd about the objects
};

// Reads one line. Fails with ToStatus of a diagnostic with code bad-request, or the code of what is
// wrong with an object; `request->id` is then what was read of it.
absl::Status ReadRequest(std::string_view line, BatchRequest* request);

}  // namespace svcenv

#endif  // SVCENV_BATCH_REQUEST_H_
