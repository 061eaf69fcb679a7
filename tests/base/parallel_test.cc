#include "svcenv/base/parallel.h"

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(ParallelForTest, CallsOnceForEach) {
  for (const int threads : {-1, 0, 1, 2, 7, 64}) {
    for (const size_t count : {size_t{0}, size_t{1}, size_t{5}, size_t{1000}}) {
      std::vector<std::atomic<int>> calls(count);
      ParallelFor(count, threads, [&](size_t i) { ++calls[i]; });
      for (const auto& times : calls) EXPECT_EQ(times, 1);
    }
  }
}

TEST(ParallelForTest, StaysInThisThreadIfItIsTheOnlyOne) {
  const std::thread::id here = std::this_thread::get_id();
  size_t next = 0;
  ParallelFor(100, 1, [&](size_t i) {
    EXPECT_EQ(std::this_thread::get_id(), here);
    EXPECT_EQ(i, next++);
  });
  EXPECT_EQ(next, 100);
}

// No further calls start, running calls return, and the caller gets the first exception.
TEST(ParallelForTest, RethrowsWhatACallThrows) {
  for (const int threads : {1, 2, 7}) {
    std::atomic<int> running{0};
    std::atomic<int> calls{0};
    const auto call = [&](size_t i) {
      ++running;
      ++calls;
      if (i >= 10) {
        --running;
        throw std::runtime_error("10 and more");
      }
      --running;
    };
    EXPECT_THROW(ParallelFor(100000, threads, call), std::runtime_error);
    EXPECT_EQ(running, 0);
    EXPECT_GE(calls, 11);
    EXPECT_LE(calls, 10 + threads);
  }
}

TEST(ParallelForTest, KnowsTheProcessors) { EXPECT_GE(AvailableProcessors(), 1); }

}  // namespace
}  // namespace svcenv
