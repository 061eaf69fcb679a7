// The services of the cluster, as a watch reports them, and the snapshots for reviews.
#ifndef SVCENV_WEBHOOK_SERVICE_STORE_H_
#define SVCENV_WEBHOOK_SERVICE_STORE_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "svcenv/admission/snapshot.h"
#include "webhook/freshness.h"
#include "webhook/service_record.h"

namespace svcenv::webhook {

// Keeps the services by namespace. The variables of a pod depend on the services of its namespace
// and on default/kubernetes, so each namespace has a snapshot of its own with these. It is made for
// the first review. When its services change, a thread makes another one in the background and
// swaps it, or drops it if it was not used since. Making snapshots of one namespace takes at most a
// fifth of that thread's time, however often its services change.
//
// Thread-safe, except that only one thread may call the functions that change services.
class ServiceStore {
 public:
  ServiceStore();
  ~ServiceStore();

  ServiceStore(const ServiceStore&) = delete;
  ServiceStore& operator=(const ServiceStore&) = delete;

  // Change the services. Replace keeps snapshots of namespaces that did not change. Remove ignores
  // a service that is not known.
  void Replace(ServiceTable all);
  void Put(const std::string& namespace_, const std::string& name, ServiceRecord record);
  void Remove(const std::string& namespace_, const std::string& name);

  // Returns the snapshot for reviews of a namespace. It may lag behind the last change by the time
  // that making it takes.
  std::shared_ptr<const Snapshot> SnapshotOf(std::string_view namespace_);

  size_t size() const { return size_; }
  // Returns an estimate of the memory of the services, without snapshots.
  size_t bytes() const { return bytes_; }

  // Calls `done` once: with true after the snapshot of the namespace is another one than `seen`,
  // or with false after `timeout`. Returns false without calling it if too many calls wait already.
  using Done = std::function<void(bool changed)>;
  bool WhenChanged(std::string_view namespace_, const std::shared_ptr<const Snapshot>& seen,
                   std::chrono::milliseconds timeout, Done done);

  // Stops the thread, and ends waits. Called by the destructor.
  void Stop();

  Freshness& freshness() { return freshness_; }
  const Freshness& freshness() const { return freshness_; }

  // Returns an estimate of the memory of a service.
  static size_t BytesOf(std::string_view namespace_, std::string_view name,
                        const ServiceRecord& record);

 private:
  using Time = std::chrono::steady_clock::time_point;

  // The services of one namespace.
  struct Entry {
    std::mutex mutex;  // guards records and is held while a snapshot is made; lock it first
    RecordsByName records;
    std::shared_ptr<const Snapshot> snapshot;  // atomic; null: the next review makes one
    std::atomic<bool> is_used{false};          // since the snapshot was made
    // Guarded by the mutex of the store.
    bool is_dirty = false;
    Time next_made;  // not before
  };

  struct Wait {
    std::string namespace_;
    std::shared_ptr<const Snapshot> seen;
    Done done;
  };

  std::shared_ptr<Entry> Find(std::string_view namespace_) const;
  std::shared_ptr<Entry> FindLocked(std::string_view namespace_) const;
  // Makes the snapshot, unless it exists. Takes the entry's mutex.
  std::shared_ptr<const Snapshot> MakeFor(std::string_view namespace_, Entry* entry);
  // Schedules another snapshot of a namespace whose services changed. Requires mutex_.
  void MarkDirty(const std::string& namespace_, Entry* entry);
  // Uses the current default/kubernetes, which is part of each snapshot.
  void SetMaster(const ServiceRecord* record);
  // The following run on the thread.
  void Run();
  void Refresh(const std::string& namespace_);
  void DropUnused();
  // Removes the waits whose time has come, or whose snapshot changed, and returns the calls to make.
  std::vector<std::function<void()>> TakeEndedWaits(Time now);

  Freshness freshness_;
  std::atomic<size_t> size_{0}, bytes_{0};
  mutable std::mutex mutex_;  // guards the following
  absl::flat_hash_map<std::string, std::shared_ptr<Entry>> entries_;
  const std::shared_ptr<Entry> other_ = std::make_shared<Entry>();  // namespaces without services
  std::shared_ptr<const ServiceRecord> master_;
  std::multimap<Time, std::string> dirty_;  // namespaces, by the time to refresh them
  std::multimap<Time, Wait> waits_;         // by the time of their end
  bool is_stopping_ = false;
  std::condition_variable woken_;
  std::thread thread_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_SERVICE_STORE_H_
