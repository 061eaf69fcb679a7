// Counts what the server does, and writes it in the text format of Prometheus.
#ifndef SVCENV_WEBHOOK_METRICS_H_
#define SVCENV_WEBHOOK_METRICS_H_

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

namespace svcenv::webhook {

// A number that several threads change.
using Gauge = std::atomic<int64_t>;

// The state that is sampled when metrics are written. Times are Unix times; 0 is unknown.
struct StateSample {
  int64_t services = 0;
  double services_age_seconds = 0;
  bool services_current = false;
  int64_t certificate_not_after = 0;
  int64_t client_ca_not_after = 0;
  int64_t policy_generation = 0;
};

// Thread-safe.
class Metrics {
 public:
  // Counts a review. `kind` and `operation` come from the request; unusual ones count as "other".
  void CountReview(std::string_view policy, std::string_view operation, std::string_view kind,
                   std::string_view outcome);
  // Counts a review that the server did not answer with an AdmissionReview.
  void CountRejected(std::string_view cause);
  void CountTlsError(std::string_view kind);
  void CountReload(std::string_view file, bool ok);
  void CountDroppedLogLine();
  // Counts the end of a watch, or of an attempt to list or watch services.
  void CountWatchRestart(std::string_view cause);
  // Counts a complete list of services.
  void CountList(std::string_view kind);
  // Counts a review that waited for a service that it refers to.
  void CountWait(bool changed);
  void ObserveLatency(std::chrono::nanoseconds latency);

  Gauge in_flight{0};
  Gauge queued{0};
  Gauge connections{0};

  std::string ToText(const StateSample& state) const;

  // The upper bounds of the latency buckets, in seconds.
  static constexpr std::array<double, 14> kBuckets = {
      0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5};

 private:
  using Labels = std::tuple<std::string, std::string, std::string, std::string>;

  mutable std::mutex mutex_;  // guards the maps
  std::map<Labels, uint64_t> reviews_;
  std::map<std::string, uint64_t, std::less<>> rejected_;
  std::map<std::string, uint64_t, std::less<>> tls_errors_;
  std::map<std::pair<std::string, bool>, uint64_t> reloads_;
  std::map<std::string, uint64_t, std::less<>> watch_restarts_;
  std::map<std::string, uint64_t, std::less<>> lists_;
  std::map<std::string, uint64_t, std::less<>> waits_;
  std::atomic<uint64_t> dropped_log_lines_{0};
  std::array<std::atomic<uint64_t>, kBuckets.size() + 1> latency_{};  // not cumulative
  std::atomic<uint64_t> latency_nanoseconds_{0};
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_METRICS_H_
