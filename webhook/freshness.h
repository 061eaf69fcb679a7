// How long ago the known services were those of the cluster.
#ifndef SVCENV_WEBHOOK_FRESHNESS_H_
#define SVCENV_WEBHOOK_FRESHNESS_H_

#include <chrono>
#include <mutex>

namespace svcenv::webhook {

// Services are current while a watch is connected. After that, their age is the time since the last
// event or bookmark. Thread-safe; times are passed in, so that tests need no clock.
class Freshness {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;

  // Older services are stale. A watch that ends regularly continues within milliseconds.
  static constexpr std::chrono::seconds kStaleAfter{30};
  // A watch that continues from a resource version sends what it missed at once; if it sends
  // nothing for so long, it missed nothing.
  static constexpr std::chrono::seconds kSettles{1};

  // Records a complete list.
  void Listed(Time now);
  // Records that a watch was accepted.
  void Connected(Time now);
  // Records an event, a bookmark, or the regular end of a watch.
  void Heard(Time now);
  // Records the end of a watch, or of an attempt.
  void Lost();

  // Returns whether there was a list.
  bool is_listed() const;
  // Returns 0 if the services are current now, or were never listed.
  Duration AgeAt(Time now) const;
  // Returns whether the services were listed and are not stale.
  bool IsCurrentAt(Time now) const;

 private:
  Duration Age(Time now) const;

  mutable std::mutex mutex_;
  bool is_listed_ = false, is_connected_ = false;
  Time connected_, heard_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_FRESHNESS_H_
