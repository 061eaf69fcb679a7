#include "svcenv/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace svcenv {

void ParallelFor(size_t count, int threads, absl::FunctionRef<void(size_t)> f) {
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) f(i);
  };
  std::vector<std::thread> others;
  const size_t wanted = std::min(count, static_cast<size_t>(std::max(threads, 1)));
  try {
    while (others.size() + 1 < wanted) others.emplace_back(work);
  } catch (const std::system_error&) {
    // The threads that there are do it.
  }
  work();
  for (std::thread& thread : others) thread.join();
}

int AvailableProcessors() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace svcenv
