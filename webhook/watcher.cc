#include "webhook/watcher.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "webhook/url.h"

namespace svcenv::webhook {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kPageSize = 500;
constexpr int kMaxPages = 100'000;
constexpr size_t kMaxStoreBytes = size_t{1} << 30;

Fault TooMany() { return Fault{FaultCause::kTooLarge, "the services need more than 1 GiB"}; }

// Returns whether to list again instead of continuing the watch.
bool InvalidatesVersion(FaultCause cause) {
  switch (cause) {
    case FaultCause::kExpired:
    case FaultCause::kRefused:
    case FaultCause::kStatus:  // the version may be of the time before a restored backup
    case FaultCause::kInvalid:
    case FaultCause::kTooLarge:
      return true;
    default:
      return false;
  }
}

}  // namespace

// A list that is not complete yet.
class Watcher::Collector {
 public:
  void Add(ServedService service) {
    if (!service.HasVariables()) return;
    bytes_ += ServiceStore::BytesOf(service.namespace_, service.name, service.record);
    if (is_full()) return;
    table_[service.namespace_].insert_or_assign(std::move(service.name), std::move(service.record));
  }
  bool is_full() const { return bytes_ > kMaxStoreBytes; }
  ServiceTable Take() { return std::exchange(table_, {}); }

 private:
  ServiceTable table_;
  size_t bytes_ = 0;
};

Watcher::Watcher(ApiServer server, const WatchTimings& timings, ServiceStore* store,
                 Metrics* metrics, Log* log)
    : timings_(timings),
      store_(*store),
      metrics_(*metrics),
      log_(*log),
      client_(std::move(server), timings.api),
      pause_(timings.first_pause),
      random_(std::random_device()()),
      thread_([this] { Run(); }) {}

Watcher::~Watcher() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_all();
  client_.Cancel();
  thread_.join();
}

void Watcher::Run() {
  for (;;) {
    const auto begin = Clock::now();
    const Fault fault = Round();
    store_.freshness().Lost();
    if (fault.cause == FaultCause::kCancelled) return;
    Report(fault);
    if (InvalidatesVersion(fault.cause)) resource_version_.clear();
    if (!Pause(fault, Clock::now() - begin)) return;
  }
}

void Watcher::Report(const Fault& fault) {
  metrics_.CountWatchRestart(NameOf(fault.cause));
  if (fault.cause == FaultCause::kEnded) return;
  log_.Warn("watch of services interrupted",
            {{"cause", NameOf(fault.cause)}, {"reason", fault.message}});
}

bool Watcher::Pause(const Fault& fault, Clock::duration lived) {
  const bool was_success = lived >= timings_.success;
  if (was_success) pause_ = timings_.first_pause;
  std::unique_lock<std::mutex> lock(mutex_);
  if (was_success && fault.cause == FaultCause::kEnded) return !is_stopping_;
  std::uniform_real_distribution<double> jitter(0.5, 1);
  const auto pause = std::chrono::duration_cast<Clock::duration>(pause_ * jitter(random_));
  pause_ = std::min(2 * pause_, timings_.last_pause);
  woken_.wait_for(lock, std::max<Clock::duration>(pause, fault.retry_after),
                  [this] { return is_stopping_; });
  return !is_stopping_;
}

Fault Watcher::Round() {
  if (resource_version_.empty()) {
    if (MaybeFault fault = List()) return *std::move(fault);
  }
  return Watch();
}

std::string Watcher::Query(std::string_view more) const {
  const std::string_view selector = asks_.selector ? "fieldSelector=spec.clusterIP%21%3DNone&" : "";
  return absl::StrCat("/api/v1/services?", selector, more);
}

bool Watcher::AskForLess(const Fault& fault) {
  if (fault.cause == FaultCause::kExpired && asks_.pages && !asks_.stream) {
    asks_.pages = false;  // the list took too long for its continue token
    return true;
  }
  if (fault.cause != FaultCause::kRefused) return false;
  if (asks_.stream) {
    asks_.stream = false;
  } else if (asks_.selector) {
    asks_.selector = false;
  } else {
    return false;
  }
  metrics_.CountWatchRestart(NameOf(fault.cause));
  return true;
}

MaybeFault Watcher::List() {
  asks_ = Asks();
  for (;;) {
    MaybeFault fault = asks_.stream ? Watch() : ListPages();
    if (!fault.has_value() || !resource_version_.empty() || !AskForLess(*fault)) return fault;
  }
}

MaybeFault Watcher::ListPages() {
  Collector collector;
  ListEnd end;
  for (int page = 0; page < kMaxPages; ++page) {
    std::string more = asks_.pages ? absl::StrCat("limit=", kPageSize) : "";
    if (page > 0) absl::StrAppend(&more, "&continue=", EscapeQuery(end.continue_token));
    if (MaybeFault fault = client_.Get(Query(more), timings_.list_silence)) return fault;
    ServiceDecoder decoder(&client_.body());
    const auto add = [&](ServedService service) { collector.Add(std::move(service)); };
    end = ListEnd();
    if (!decoder.ReadList(add, &end) || !decoder.ReadEnd()) return decoder.fault();
    if (collector.is_full()) return TooMany();
    if (!end.continue_token.empty()) continue;
    if (end.resource_version.empty()) {
      return Fault{FaultCause::kInvalid, "the list has no resource version"};
    }
    UseList(collector.Take(), std::move(end.resource_version), "pages");
    return std::nullopt;
  }
  return Fault{FaultCause::kTooLarge, "the list has too many pages"};
}

void Watcher::UseList(ServiceTable all, std::string resource_version, std::string_view kind) {
  store_.Replace(std::move(all));
  if (!store_.freshness().is_listed()) {
    log_.Info("services listed", {{"services", absl::StrCat(store_.size())}});
  }
  store_.freshness().Listed(Clock::now());
  metrics_.CountList(kind);
  resource_version_ = std::move(resource_version);
}

Fault Watcher::Watch() {
  const bool is_list = resource_version_.empty();
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(timings_.watch).count();
  std::string more = absl::StrCat("watch=1&allowWatchBookmarks=true&timeoutSeconds=", seconds);
  if (is_list) {
    absl::StrAppend(&more, "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan");
  } else {
    absl::StrAppend(&more, "&resourceVersion=", EscapeQuery(resource_version_));
  }
  const auto silence = is_list ? timings_.list_silence : timings_.watch_silence;
  if (MaybeFault fault = client_.Get(Query(more), silence)) return *std::move(fault);
  if (!is_list) {
    store_.freshness().Connected(Clock::now());
    return ReadEvents(nullptr);
  }
  Collector collector;
  return ReadEvents(&collector);
}

Fault Watcher::ReadEvents(Collector* collector) {
  ServiceDecoder decoder(&client_.body());
  WatchEvent event;
  while (decoder.ReadEvent(&event)) {
    if (event.type == "ERROR") return FaultOfStatus(event.code, event.message, event.retry_after);
    const bool is_initial = collector != nullptr && resource_version_.empty();
    MaybeFault fault =
        is_initial ? UseInitialEvent(std::move(event), collector) : UseEvent(std::move(event));
    if (fault.has_value()) return *std::move(fault);
  }
  if (decoder.fault().has_value()) return *decoder.fault();
  if (resource_version_.empty()) return Fault{FaultCause::kDisconnected, "the list is truncated"};
  store_.freshness().Heard(Clock::now());  // nothing is missing until now
  return Fault{FaultCause::kEnded, "the watch ended"};
}

MaybeFault Watcher::UseInitialEvent(WatchEvent event, Collector* collector) {
  if (event.type == "ADDED" || event.type == "MODIFIED") {
    collector->Add(std::move(event.service));
    if (collector->is_full()) return TooMany();
  } else if (event.type == "BOOKMARK" && event.ends_initial_events) {
    if (event.service.resource_version.empty()) {
      return Fault{FaultCause::kInvalid, "a bookmark has no resource version"};
    }
    UseList(collector->Take(), std::move(event.service.resource_version), "stream");
    store_.freshness().Connected(Clock::now());
    client_.set_silence(timings_.watch_silence);
  }
  return std::nullopt;
}

MaybeFault Watcher::UseEvent(WatchEvent event) {
  ServedService& service = event.service;
  const bool is_put = event.type == "ADDED" || event.type == "MODIFIED";
  if (!is_put && event.type != "DELETED" && event.type != "BOOKMARK") return std::nullopt;
  if (service.resource_version.empty()) {
    return Fault{FaultCause::kInvalid, "an event has no resource version"};
  }
  if (is_put && service.HasVariables()) {
    store_.Put(service.namespace_, service.name, std::move(service.record));
    if (store_.bytes() > kMaxStoreBytes) return TooMany();
  } else if (event.type != "BOOKMARK") {
    store_.Remove(service.namespace_, service.name);
  }
  resource_version_ = std::move(service.resource_version);
  store_.freshness().Heard(Clock::now());
  return std::nullopt;
}

}  // namespace svcenv::webhook
