// Runs work on several threads.
#ifndef SVCENV_BASE_PARALLEL_H_
#define SVCENV_BASE_PARALLEL_H_

#include <cstddef>

#include "absl/functional/function_ref.h"

namespace svcenv {

// Calls f(i) once for each i below `count` and returns when all calls have returned. Starts the
// calls in ascending order of i. Uses up to `threads` threads, including the calling one, and fewer
// if the system cannot create more. `f` must be safe to call concurrently. If a call throws, starts
// no further calls and rethrows the first exception once all threads have stopped.
void ParallelFor(size_t count, int threads, absl::FunctionRef<void(size_t)> f);

// Returns the number of processors that this process may use, at least 1.
int AvailableProcessors();

}  // namespace svcenv

#endif  // SVCENV_BASE_PARALLEL_H_
