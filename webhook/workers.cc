#include "webhook/workers.h"

#include <system_error>
#include <utility>

namespace svcenv::webhook {

Workers::Workers(size_t threads, size_t most_queued, Metrics* metrics)
    : most_queued_(most_queued), metrics_(*metrics) {
  try {
    for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
  } catch (const std::system_error&) {
    if (threads_.empty()) throw;  // fewer are slower, but suffice
  }
}

Workers::~Workers() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Workers::TryPost(std::function<void()> task) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (tasks_.size() >= most_queued_) return false;
    tasks_.push_back(std::move(task));
    metrics_.queued = static_cast<int64_t>(tasks_.size());
  }
  changed_.notify_one();
  return true;
}

void Workers::Run() {
  for (;;) {
    std::function<void()> task;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
      metrics_.queued = static_cast<int64_t>(tasks_.size());
    }
    ++metrics_.in_flight;
    task();
    --metrics_.in_flight;
  }
}

}  // namespace svcenv::webhook
