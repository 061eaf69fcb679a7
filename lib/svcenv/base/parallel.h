// Work on several threads.
#ifndef SVCENV_BASE_PARALLEL_H_
#define SVCENV_BASE_PARALLEL_H_

#include <cstddef>

#include "absl/functional/function_ref.h"

namespace svcenv {

// Calls f(i) once for each i below `count`, on up to `threads` threads of which the calling one is
// one, and returns when all calls have. They begin in the order of i; `f` must be safe to call from
// several threads at once. With one thread, and where the system gives no more, all of it happens
// in the calling thread. If a call throws, no further call begins, and the first exception is
// rethrown in the calling thread once all threads have stopped.
void ParallelFor(size_t count, int threads, absl::FunctionRef<void(size_t)> f);

// How many processors this process may run on; at least 1.
int AvailableProcessors();

}  // namespace svcenv

#endif  // SVCENV_BASE_PARALLEL_H_
