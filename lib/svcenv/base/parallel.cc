#include "svcenv/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace svcenv {

void ParallelFor(size_t count, int threads, absl::FunctionRef<void(size_t)> f) {
  std::atomic<size_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;  // written by the one call that sets `failed`
  const auto work = [&]() noexcept {
    try {
      for (size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) f(i);
    } catch (...) {
      next.store(count, std::memory_order_relaxed);
      if (!failed.exchange(true)) failure = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  const size_t wanted = std::min(count, static_cast<size_t>(std::max(threads, 1)));
  try {
    if (wanted > 1) others.reserve(wanted - 1);
    while (others.size() + 1 < wanted) others.emplace_back(work);
  } catch (const std::exception&) {
    // The system cannot create more threads. The running ones share the work.
  }
  work();
  for (std::thread& thread : others) thread.join();
  if (failure != nullptr) std::rethrow_exception(failure);
}

int AvailableProcessors() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace svcenv
