#include "webhook/metrics.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/base/version.h"

namespace svcenv::webhook {
namespace {

// Bounds the number of time series, because the objects of a request come from anyone.
constexpr std::string_view kKinds[] = {
    "Pod",       "Service", "Deployment", "ReplicaSet",  "StatefulSet",
    "DaemonSet", "Job",     "CronJob",    "PodTemplate", "ReplicationController"};
constexpr std::string_view kOperations[] = {"CREATE", "UPDATE", "DELETE", "CONNECT"};

template <size_t N>
std::string OneOf(const std::string_view (&known)[N], std::string_view name) {
  const bool found = std::find(std::begin(known), std::end(known), name) != std::end(known);
  return std::string(found ? name : "other");
}

void Describe(std::string_view name, std::string_view type, std::string_view help,
              std::string* text) {
  absl::StrAppend(text, "# HELP svcenv_webhook_", name, " ", help, "\n# TYPE svcenv_webhook_", name,
                  " ", type, "\n");
}

template <typename Number>
void Single(std::string_view name, std::string_view type, std::string_view help, Number value,
            std::string* text) {
  Describe(name, type, help, text);
  absl::StrAppend(text, "svcenv_webhook_", name, " ", value, "\n");
}

void ByLabel(std::string_view name, std::string_view label, std::string_view help,
             const std::map<std::string, uint64_t, std::less<>>& counts, std::string* text) {
  Describe(name, "counter", help, text);
  for (const auto& [value, count] : counts) {
    absl::StrAppend(text, "svcenv_webhook_", name, "{", label, "=\"", value, "\"} ", count, "\n");
  }
}

}  // namespace

void Metrics::CountReview(std::string_view policy, std::string_view operation,
                          std::string_view kind, std::string_view outcome) {
  Labels labels(policy, OneOf(kOperations, operation), OneOf(kKinds, kind), outcome);
  const std::lock_guard<std::mutex> lock(mutex_);
  ++reviews_[std::move(labels)];
}

void Metrics::CountRejected(std::string_view cause) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++rejected_[std::string(cause)];
}

void Metrics::CountTlsError(std::string_view kind) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++tls_errors_[std::string(kind)];
}

void Metrics::CountReload(std::string_view file, bool ok) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++reloads_[{std::string(file), ok}];
}

void Metrics::CountDroppedLogLine() { ++dropped_log_lines_; }

void Metrics::CountWatchRestart(std::string_view cause) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++watch_restarts_[std::string(cause)];
}

void Metrics::CountList(std::string_view kind) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++lists_[std::string(kind)];
}

void Metrics::CountWait(bool changed) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++waits_[changed ? "changed" : "unchanged"];
}

void Metrics::ObserveLatency(std::chrono::nanoseconds latency) {
  const double seconds = std::chrono::duration<double>(latency).count();
  const auto* bucket = std::lower_bound(kBuckets.begin(), kBuckets.end(), seconds);
  ++latency_[static_cast<size_t>(bucket - kBuckets.begin())];
  latency_nanoseconds_ += static_cast<uint64_t>(latency.count());
}

std::string Metrics::ToText(const StateSample& state) const {
  std::string text;
  const std::lock_guard<std::mutex> lock(mutex_);
  Describe("reviews_total", "counter", "Reviews answered.", &text);
  for (const auto& [labels, count] : reviews_) {
    const auto& [policy, operation, kind, outcome] = labels;
    absl::StrAppend(&text, "svcenv_webhook_reviews_total{policy=\"", policy, "\",operation=\"",
                    operation, "\",kind=\"", kind, "\",outcome=\"", outcome, "\"} ", count, "\n");
  }
  ByLabel("rejected_requests_total", "cause", "Requests refused without a review.", rejected_,
          &text);
  ByLabel("tls_errors_total", "kind", "Failed TLS handshakes.", tls_errors_, &text);
  ByLabel("service_watch_restarts_total", "cause", "Ended or failed watches of services.",
          watch_restarts_, &text);
  ByLabel("service_lists_total", "kind", "Complete lists of services.", lists_, &text);
  ByLabel("review_waits_total", "result", "Reviews that waited for a service.", waits_, &text);
  Describe("reloads_total", "counter", "Changed files that were read, or refused.", &text);
  for (const auto& [key, count] : reloads_) {
    absl::StrAppend(&text, "svcenv_webhook_reloads_total{file=\"", key.first, "\",result=\"",
                    key.second ? "used" : "refused", "\"} ", count, "\n");
  }
  Describe("review_duration_seconds", "histogram",
           "Time from the last byte of the request to the answer.", &text);
  uint64_t total = 0;
  for (size_t i = 0; i <= kBuckets.size(); ++i) {
    total += latency_[i];
    absl::StrAppend(&text, "svcenv_webhook_review_duration_seconds_bucket{le=\"",
                    i < kBuckets.size() ? absl::StrCat(kBuckets[i]) : "+Inf", "\"} ", total, "\n");
  }
  absl::StrAppend(&text, "svcenv_webhook_review_duration_seconds_sum ",
                  static_cast<double>(latency_nanoseconds_) / 1e9,
                  "\nsvcenv_webhook_review_duration_seconds_count ", total, "\n");
  Single("reviews_in_flight", "gauge", "Reviews being answered.", in_flight.load(), &text);
  Single("reviews_queued", "gauge", "Reviews that wait for a thread.", queued.load(), &text);
  Single("connections", "gauge", "Open TLS connections.", connections.load(), &text);
  Single("services", "gauge", "Services known.", state.services, &text);
  Single("services_age_seconds", "gauge", "Time since the services were known to be current.",
         state.services_age_seconds, &text);
  Single("services_current", "gauge", "Whether the services may be used to deny.",
         state.services_current ? 1 : 0, &text);
  Single("certificate_not_after_timestamp_seconds", "gauge", "When the certificate expires.",
         state.certificate_not_after, &text);
  if (state.client_ca_not_after != 0) {
    Single("client_ca_not_after_timestamp_seconds", "gauge", "When the first client CA expires.",
           state.client_ca_not_after, &text);
  }
  Single("policy_generation", "gauge", "How often a policy file was read.", state.policy_generation,
         &text);
  Single("log_lines_dropped_total", "counter", "Log lines dropped by the rate limit.",
         dropped_log_lines_.load(), &text);
  Describe("build_info", "gauge", "The version of the server.", &text);
  absl::StrAppend(&text, "svcenv_webhook_build_info{version=\"", kVersion, "\"} 1\n");
  return text;
}

}  // namespace svcenv::webhook
