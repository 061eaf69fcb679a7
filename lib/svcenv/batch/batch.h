// One request as JSON: objects and the name of a pod in, the environment of its containers out.
// What `svcenv batch` reads and writes a line at a time, and what the C interface takes and gives.
// docs/schemas/ describes both texts.
#ifndef SVCENV_BATCH_BATCH_H_
#define SVCENV_BATCH_BATCH_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "svcenv/kubernetes/version.h"

namespace svcenv {

// The answer to one request, one line of JSON without a newline; never fails: what cannot be
// computed, or is no request, is an answer with "error". `version` counts where the request names
// none. `line` is the request's line number for errors, 0 if it has none. Safe from many threads.
std::string AnswerRequest(std::string_view request, const VersionProfile& version, int line);

// The size of the longest request that `svcenv batch` reads.
inline constexpr size_t kMostRequestMiB = 64;

// Returns the answer to a request that is longer, and was not read.
std::string RefuseLongRequest(int line);

}  // namespace svcenv

#endif  // SVCENV_BATCH_BATCH_H_
