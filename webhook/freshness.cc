#include "webhook/freshness.h"

#include <algorithm>

namespace svcenv::webhook {

void Freshness::Listed(Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_listed_ = true;
  heard_ = now;
}

void Freshness::Connected(Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_connected_ = true;
  connected_ = now;
}

void Freshness::Heard(Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  heard_ = now;
}

void Freshness::Lost() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_connected_ = false;
}

bool Freshness::is_listed() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return is_listed_;
}

Freshness::Duration Freshness::Age(Time now) const {
  const bool has_settled = heard_ >= connected_ || now - connected_ >= kSettles;
  if (!is_listed_ || (is_connected_ && has_settled)) return Duration(0);
  return std::max(Duration(0), now - heard_);
}

Freshness::Duration Freshness::AgeAt(Time now) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return Age(now);
}

bool Freshness::IsCurrentAt(Time now) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return is_listed_ && Age(now) <= kStaleAfter;
}

}  // namespace svcenv::webhook
