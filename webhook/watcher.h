// Keeps a ServiceStore like the cluster, by list and watch.
#ifndef SVCENV_WEBHOOK_WATCHER_H_
#define SVCENV_WEBHOOK_WATCHER_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <random>
#include <string>
#include <thread>

#include "webhook/api_client.h"
#include "webhook/api_server.h"
#include "webhook/fault.h"
#include "webhook/log.h"
#include "webhook/metrics.h"
#include "webhook/service_decoder.h"
#include "webhook/service_store.h"

namespace svcenv::webhook {

struct WatchTimings {
  ApiTimeouts api;
  // How long the API server may be silent within a list, and within a watch. It ends each watch
  // after `watch`, and sends a bookmark only about every minute.
  std::chrono::milliseconds list_silence{20'000};
  std::chrono::milliseconds watch_silence{50'000};
  std::chrono::milliseconds watch{42'000};
  // Pauses after faults grow from the first to the last, which take between half and all of that.
  std::chrono::milliseconds first_pause{500}, last_pause{20'000};
  // A watch that lived for so long was a success, so that the next pause is the first one again.
  std::chrono::milliseconds success{10'000};
};

// Runs on a thread of its own until it is destroyed. Reports faults to the log and the metrics.
class Watcher {
 public:
  // All pointers must outlive it.
  Watcher(ApiServer server, const WatchTimings& timings, ServiceStore* store, Metrics* metrics,
          Log* log);
  ~Watcher();

  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

 private:
  class Collector;

  // Parameters that API servers may refuse.
  struct Asks {
    bool selector = true;  // excludes headless services
    bool stream = true;    // the list as the first events of a watch
    bool pages = true;     // a list in pages
  };

  void Run();
  // Lists, if necessary, and watches until a fault.
  Fault Round();
  // Lists, without what the API server refuses. If the list was a part of a watch, continues that,
  // and returns its fault.
  MaybeFault List();
  MaybeFault ListPages();
  // Watches from resource_version_; if it is empty, lists with the first events.
  Fault Watch();
  // Reads events until a fault. With `collector`, starts with those of a list.
  Fault ReadEvents(Collector* collector);
  MaybeFault UseEvent(WatchEvent event);
  MaybeFault UseInitialEvent(WatchEvent event, Collector* collector);
  void UseList(ServiceTable all, std::string resource_version, std::string_view kind);
  // Drops a parameter that the API server refused. Returns false if none is left.
  bool AskForLess(const Fault& fault);
  std::string Query(std::string_view more) const;
  void Report(const Fault& fault);
  // Waits before the next round. Returns false if the watcher is destroyed.
  bool Pause(const Fault& fault, std::chrono::steady_clock::duration lived);

  const WatchTimings timings_;
  ServiceStore& store_;
  Metrics& metrics_;
  Log& log_;
  ApiClient client_;
  Asks asks_;
  std::string resource_version_;  // empty: list first
  std::chrono::milliseconds pause_;
  std::minstd_rand random_;
  std::mutex mutex_;  // guards is_stopping_
  std::condition_variable woken_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_WATCHER_H_
