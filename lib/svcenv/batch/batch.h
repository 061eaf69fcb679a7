// Answers requests as JSON: takes objects and the name of a pod, and returns the environment of its
// containers. Used by `svcenv batch`, one request per line, and by the C interface. docs/schemas/
// describes requests and answers.
#ifndef SVCENV_BATCH_BATCH_H_
#define SVCENV_BATCH_BATCH_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "svcenv/kubernetes/version.h"

namespace svcenv {

// Returns the answer to a request, as one line of JSON without a newline. Never fails: if the
// request is invalid or cannot be computed, the answer has an "error". `version` is the default for
// requests without one. `line` is the line number for errors, or 0. Thread-safe.
std::string AnswerRequest(std::string_view request, const VersionProfile& version, int line);

// The maximum size of a request that `svcenv batch` reads.
inline constexpr size_t kMaxRequestMiB = 64;

// Returns the error answer to a request that exceeds kMaxRequestMiB.
std::string RefuseLongRequest(int line);

}  // namespace svcenv

#endif  // SVCENV_BATCH_BATCH_H_
