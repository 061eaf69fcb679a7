// Threads that run tasks from a bounded queue.
#ifndef SVCENV_WEBHOOK_WORKERS_H_
#define SVCENV_WEBHOOK_WORKERS_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "webhook/metrics.h"

namespace svcenv::webhook {

// Thread-safe. The destructor runs queued tasks before it returns.
class Workers {
 public:
  Workers(size_t threads, size_t most_queued, Metrics* metrics);
  ~Workers();

  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Queues the task. Returns false if the queue is full.
  bool TryPost(std::function<void()> task);

 private:
  void Run();

  const size_t most_queued_;
  Metrics& metrics_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_WORKERS_H_
