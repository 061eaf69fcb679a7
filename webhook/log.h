// Writes a log of JSON lines to stderr.
#ifndef SVCENV_WEBHOOK_LOG_H_
#define SVCENV_WEBHOOK_LOG_H_

#include <chrono>
#include <initializer_list>
#include <mutex>
#include <string_view>
#include <utility>

#include "webhook/metrics.h"

namespace svcenv::webhook {

// Thread-safe. Writes at most 100 lines at once and 10 a second after that; others are counted in
// the metrics.
class Log {
 public:
  using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  explicit Log(Metrics* metrics) : metrics_(*metrics) {}

  void Info(std::string_view message, Fields fields = {}) { Write("info", message, fields); }
  void Warn(std::string_view message, Fields fields = {}) { Write("warn", message, fields); }
  void Error(std::string_view message, Fields fields = {}) { Write("error", message, fields); }

 private:
  void Write(std::string_view level, std::string_view message, Fields fields);
  // Returns whether the rate limit admits another line.
  bool Admits();

  Metrics& metrics_;
  std::mutex mutex_;
  double tokens_ = 100;
  std::chrono::steady_clock::time_point refilled_ = std::chrono::steady_clock::now();
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_LOG_H_
