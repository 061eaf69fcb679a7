// Answers requests as JSON: takes objects and the name of a pod, and returns the environment of its
// containers. Used by `svcenv batch`, one request per line, and by the C interface. docs/schemas/
// describes requests and answers.
#ifndef SVCENV_BATCH_BATCH_H_
#define SVCENV_BATCH_BATCH_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/base/attributes.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

class Snapshots;

// Returns the answer to a request, as one line of JSON without a newline. Never fails: if the
// request is invalid or cannot be computed, the answer has an "error". `version` is the default for
// requests without one. `line` is the line number for errors, or 0. A request that defines, uses,
// or drops a snapshot is an error. Thread-safe.
std::string AnswerRequest(std::string_view request, const VersionProfile& version, int line);

// Limits on the snapshots that a BatchSession keeps.
inline constexpr size_t kMaxSnapshots = 100;
inline constexpr size_t kMaxSnapshotMiB = 512;  // total size of the requests that define them

// Answers requests in order, and keeps the snapshots that they define. Not thread-safe.
class BatchSession {
 public:
  explicit BatchSession(const VersionProfile& version ABSL_ATTRIBUTE_LIFETIME_BOUND);
  ~BatchSession();

  // Answers like AnswerRequest. The answer to a request that uses a snapshot is that of a request
  // whose objects are those of the snapshot followed by its own. Its cost does not depend on the
  // size of the snapshot, except for the first request in a namespace, and if its own objects
  // include one that the snapshot has, too, or anything but workloads, ConfigMaps, and Secrets.
  std::string Answer(std::string_view request, int line);

 private:
  const VersionProfile& version_;
  const std::unique_ptr<Snapshots> snapshots_;
};

// The maximum size of a request that `svcenv batch` reads.
inline constexpr size_t kMaxRequestMiB = 64;

// Returns the error answer to a request that exceeds kMaxRequestMiB.
std::string RefuseLongRequest(int line);

}  // namespace svcenv

#endif  // SVCENV_BATCH_BATCH_H_
