// Reads batch requests. Internal to this package.
#ifndef SVCENV_BATCH_REQUEST_H_
#define SVCENV_BATCH_REQUEST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

struct BatchRequest {
  BatchRequest() = default;
  // Looks up objects that the request does not contain in `beneath`, which must outlive it.
  explicit BatchRequest(const Cluster* beneath ABSL_ATTRIBUTE_LIFETIME_BOUND) : cluster(beneath) {}

  std::string id = "null";  // JSON as in the request, without line breaks
  Cluster cluster;
  std::string namespace_ = "default";
  std::string pod;        // empty: the only workload
  std::string container;  // empty: all containers
  std::string kube_version;
  PodFacts facts;
  std::string snapshot;       // if not empty, the request defines this snapshot
  std::string use_snapshot;   // if not empty, the snapshot that its objects are added to
  std::string drop_snapshot;  // if not empty, the snapshot to drop
  size_t objects = 0;         // of any kind
  size_t known_objects = 0;   // of kinds that svcenv reads as they are
  uint32_t file = 0;          // the line, in the sources of `cluster`
  Diagnostics diagnostics;    // warnings about the objects
};

// Reads one line. Fails with ToStatus of a diagnostic whose code is bad-request or that of an error
// in an object. If the line is valid JSON, sets `request->id` even on failure.
absl::Status ReadRequest(std::string_view line, BatchRequest* request);

// Returns the snapshot that a line uses. Returns "" if it uses none, or is not a valid request.
std::string FindUsedSnapshot(std::string_view line);

// Reads the objects of a request that was read without errors again, and adds them and their
// warnings to `request`. `read` must outlive it.
absl::Status AddObjectsOf(const BatchRequest& read, BatchRequest* request);

}  // namespace svcenv

#endif  // SVCENV_BATCH_REQUEST_H_
