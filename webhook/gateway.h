// Decides how to answer HTTP requests, independently of the library that reads them.
#ifndef SVCENV_WEBHOOK_GATEWAY_H_
#define SVCENV_WEBHOOK_GATEWAY_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "webhook/log.h"
#include "webhook/metrics.h"
#include "webhook/state.h"
#include "webhook/workers.h"

namespace svcenv::webhook {

constexpr uint64_t kMaxBodyBytes = 8 << 20;

struct HttpReply {
  int status = 200;
  std::string body;
  std::string_view content_type = "text/plain; charset=utf-8";
  std::string_view allow;  // the value of Allow, with status 405
};

// The parts of a request's header that matter.
struct HttpHead {
  bool is_post = false;
  std::string_view target;
  std::string_view content_type;
  bool has_length = false;  // a Content-Length
  uint64_t length = 0;
};

// A request that may be answered with a review.
struct ReviewRoute {
  std::shared_ptr<const PolicySet> policies;
  const NamedPolicy* policy = nullptr;
  bool may_patch = false;
  std::chrono::milliseconds timeout{0};
};

// Thread-safe.
class Gateway {
 public:
  Gateway(State* state, Workers* workers, Metrics* metrics, Log* log)
      : state_(*state), workers_(*workers), metrics_(*metrics), log_(*log) {}

  // Finds the policy of a request. Returns false and sets `reply` if it must not be reviewed; the
  // connection must then be closed, because the body was not read.
  bool Accept(const HttpHead& head, ReviewRoute* route, HttpReply* reply);

  // Reserves memory for a large body. Returns false if there is too much in memory already.
  bool Reserve(uint64_t length);
  void Release(uint64_t length);

  // Reviews `body` on a worker and then calls `done`, or calls it at once with status 503.
  void Review(ReviewRoute route, std::string body, std::function<void(HttpReply)> done);

  // Returns the reply with a status, and counts the rejection.
  HttpReply Reject(int status, std::string_view cause, std::string_view text);

 private:
  struct Task;

  // Reviews on a worker and answers, or first waits once for a service that is missing.
  void Run(const std::shared_ptr<Task>& task);
  // Returns whether the task now waits, and will be run again or answered.
  bool Wait(const std::shared_ptr<Task>& task, const KnownServices& services);
  void Answer(Task& task);

  State& state_;
  Workers& workers_;
  Metrics& metrics_;
  Log& log_;
  std::atomic<uint64_t> reserved_{0};
};

// Parses `?timeout=`, rounded up to seconds, at most 30 s. Returns 10 s if there is none or it is
// invalid, as kube-apiserver does.
std::chrono::milliseconds TimeoutOf(std::string_view query);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_GATEWAY_H_
