#include "webhook/service_store.h"

#include <algorithm>
#include <utility>

#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv::webhook {
namespace {

constexpr size_t kMaxWaits = 1'024;
constexpr std::chrono::minutes kDropAfter(10);
// After a snapshot took a time to make, the next one of its namespace is made after so many times
// that time.
constexpr int kPause = 4;

// Adds a service whose strings the cluster owns.
void AddService(std::string_view namespace_, std::string_view name, const ServiceRecord& record,
                Cluster* cluster) {
  Arena& arena = cluster->arena();
  Service service;
  service.meta.namespace_ = arena.Copy(namespace_);
  service.meta.name.text = arena.Copy(name);
  service.cluster_ip.text = arena.Copy(record.cluster_ip);
  service.cluster_ips.push_back(service.cluster_ip);
  service.ports.reserve(record.ports.size());
  for (const PortRecord& from : record.ports) {
    ServicePort port;
    port.name.text = arena.Copy(from.name);
    port.protocol.text = arena.Copy(from.protocol);
    port.port = from.port;
    service.ports.push_back(std::move(port));
  }
  cluster->Add(std::move(service));
}

std::shared_ptr<const Snapshot> MakeSnapshot(std::string_view namespace_,
                                             const RecordsByName& records,
                                             const ServiceRecord* master) {
  auto cluster = std::make_shared<Cluster>();
  for (const auto& [name, record] : records) AddService(namespace_, name, record, cluster.get());
  if (master != nullptr && namespace_ != kMasterNamespace) {
    AddService(kMasterNamespace, kMasterName, *master, cluster.get());
  }
  return std::make_shared<const Snapshot>(std::move(cluster));
}

bool IsMaster(std::string_view namespace_, std::string_view name) {
  return namespace_ == kMasterNamespace && name == kMasterName;
}

const ServiceRecord* FindMasterIn(const ServiceTable& all) {
  const auto found = all.find(kMasterNamespace);
  if (found == all.end()) return nullptr;
  const auto master = found->second.find(kMasterName);
  return master == found->second.end() ? nullptr : &master->second;
}

}  // namespace

size_t ServiceStore::BytesOf(std::string_view namespace_, std::string_view name,
                             const ServiceRecord& record) {
  constexpr size_t kNode = 48;  // of a map, and of the allocations
  size_t bytes = kNode + sizeof(std::string) + sizeof(ServiceRecord) + namespace_.size() +
                 name.size() + record.cluster_ip.size();
  for (const PortRecord& port : record.ports) bytes += sizeof port + port.name.size();
  return bytes;
}

ServiceStore::ServiceStore() : thread_([this] { Run(); }) {}

ServiceStore::~ServiceStore() { Stop(); }

void ServiceStore::Stop() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<ServiceStore::Entry> ServiceStore::FindLocked(std::string_view namespace_) const {
  const auto found = entries_.find(namespace_);
  return found == entries_.end() ? other_ : found->second;
}

std::shared_ptr<ServiceStore::Entry> ServiceStore::Find(std::string_view namespace_) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return FindLocked(namespace_);
}

void ServiceStore::SetMaster(const ServiceRecord* record) {
  std::vector<std::shared_ptr<Entry>> all = {other_};
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const bool same = record == nullptr || master_ == nullptr
                          ? record == nullptr && master_ == nullptr
                          : *record == *master_;
    if (same) return;
    master_ = record == nullptr ? nullptr : std::make_shared<const ServiceRecord>(*record);
    for (const auto& [namespace_, entry] : entries_) all.push_back(entry);
  }
  for (const std::shared_ptr<Entry>& entry : all) {
    const std::lock_guard<std::mutex> lock(entry->mutex);
    std::atomic_store(&entry->snapshot, std::shared_ptr<const Snapshot>());
  }
}

void ServiceStore::Replace(ServiceTable all) {
  absl::flat_hash_map<std::string, std::shared_ptr<Entry>> next;
  next.reserve(all.size());
  size_t size = 0, bytes = 0;
  const ServiceRecord* master = FindMasterIn(all);
  SetMaster(master);
  for (auto& [namespace_, records] : all) {
    for (const auto& [name, record] : records) bytes += BytesOf(namespace_, name, record);
    size += records.size();
    std::shared_ptr<Entry> entry = Find(namespace_);
    if (entry == other_ || entry->records != records) {
      entry = std::make_shared<Entry>();
      entry->records = std::move(records);
    }
    next.emplace(namespace_, std::move(entry));
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    entries_.swap(next);
  }
  size_ = size;
  bytes_ = bytes;
  woken_.notify_all();
}

void ServiceStore::Put(const std::string& namespace_, const std::string& name,
                       ServiceRecord record) {
  std::shared_ptr<Entry> entry = Find(namespace_);
  const bool is_new = entry == other_;
  if (is_new) entry = std::make_shared<Entry>();
  bytes_ += BytesOf(namespace_, name, record);
  if (IsMaster(namespace_, name)) SetMaster(&record);
  {
    const std::lock_guard<std::mutex> lock(entry->mutex);
    const auto [place, is_added] = entry->records.try_emplace(name);
    size_ += is_added ? 1 : 0;
    if (!is_added) bytes_ -= BytesOf(namespace_, name, place->second);
    if (!is_added && place->second == record) return;
    place->second = std::move(record);
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_new) entries_.emplace(namespace_, entry);
  MarkDirty(namespace_, entry.get());
}

void ServiceStore::Remove(const std::string& namespace_, const std::string& name) {
  const std::shared_ptr<Entry> entry = Find(namespace_);
  if (entry == other_) return;
  if (IsMaster(namespace_, name)) SetMaster(nullptr);
  bool is_empty = false;
  {
    const std::lock_guard<std::mutex> lock(entry->mutex);
    const auto found = entry->records.find(name);
    if (found == entry->records.end()) return;
    bytes_ -= BytesOf(namespace_, name, found->second);
    --size_;
    entry->records.erase(found);
    is_empty = entry->records.empty();
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_empty) entries_.erase(namespace_);
  MarkDirty(namespace_, entry.get());
}

void ServiceStore::MarkDirty(const std::string& namespace_, Entry* entry) {
  if (!waits_.empty()) woken_.notify_all();
  if (std::atomic_load(&entry->snapshot) == nullptr || std::exchange(entry->is_dirty, true)) return;
  dirty_.emplace(std::max(entry->next_made, std::chrono::steady_clock::now()), namespace_);
  woken_.notify_all();
}

std::shared_ptr<const Snapshot> ServiceStore::MakeFor(std::string_view namespace_, Entry* entry) {
  const std::lock_guard<std::mutex> lock(entry->mutex);
  std::shared_ptr<const Snapshot> snapshot = std::atomic_load(&entry->snapshot);
  if (snapshot != nullptr) return snapshot;
  std::shared_ptr<const ServiceRecord> master;
  {
    const std::lock_guard<std::mutex> lock_store(mutex_);
    master = master_;
  }
  snapshot = MakeSnapshot(namespace_, entry->records, master.get());
  std::atomic_store(&entry->snapshot, snapshot);
  return snapshot;
}

std::shared_ptr<const Snapshot> ServiceStore::SnapshotOf(std::string_view namespace_) {
  const std::shared_ptr<Entry> entry = Find(namespace_);
  entry->is_used.store(true, std::memory_order_relaxed);
  std::shared_ptr<const Snapshot> snapshot = std::atomic_load(&entry->snapshot);
  if (snapshot != nullptr) return snapshot;
  // All namespaces without services share a snapshot.
  return MakeFor(entry == other_ ? "" : namespace_, entry.get());
}

bool ServiceStore::WhenChanged(std::string_view namespace_,
                               const std::shared_ptr<const Snapshot>& seen,
                               std::chrono::milliseconds timeout, Done done) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (waits_.size() >= kMaxWaits || is_stopping_) return false;
  waits_.emplace(std::chrono::steady_clock::now() + timeout,
                 Wait{std::string(namespace_), seen, std::move(done)});
  woken_.notify_all();
  return true;
}

std::vector<std::function<void()>> ServiceStore::TakeEndedWaits(Time now) {
  std::vector<std::function<void()>> calls;
  for (auto at = waits_.begin(); at != waits_.end();) {
    const bool changed =
        std::atomic_load(&FindLocked(at->second.namespace_)->snapshot) != at->second.seen;
    if (!changed && at->first > now && !is_stopping_) {
      ++at;
      continue;
    }
    calls.push_back([done = std::move(at->second.done), changed] { done(changed); });
    at = waits_.erase(at);
  }
  return calls;
}

void ServiceStore::Refresh(const std::string& namespace_) {
  const std::shared_ptr<Entry> entry = Find(namespace_);
  const bool is_used = entry->is_used.exchange(false);
  const Time begin = std::chrono::steady_clock::now();
  {
    const std::lock_guard<std::mutex> lock(entry->mutex);
    std::shared_ptr<const ServiceRecord> master;
    {
      const std::lock_guard<std::mutex> lock_store(mutex_);
      master = master_;
      entry->is_dirty = false;
    }
    if (entry == other_) return;
    std::shared_ptr<const Snapshot> snapshot;
    if (is_used) snapshot = MakeSnapshot(namespace_, entry->records, master.get());
    std::atomic_store(&entry->snapshot, std::move(snapshot));
  }
  const Time end = std::chrono::steady_clock::now();
  const std::lock_guard<std::mutex> lock(mutex_);
  entry->next_made = end + kPause * (end - begin);
}

void ServiceStore::DropUnused() {
  std::vector<std::shared_ptr<Entry>> all;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [namespace_, entry] : entries_) all.push_back(entry);
  }
  for (const std::shared_ptr<Entry>& entry : all) {
    if (entry->is_used.exchange(false)) continue;
    const std::lock_guard<std::mutex> lock(entry->mutex);
    std::atomic_store(&entry->snapshot, std::shared_ptr<const Snapshot>());
  }
}

void ServiceStore::Run() {
  Time drop = std::chrono::steady_clock::now() + kDropAfter;
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    const Time now = std::chrono::steady_clock::now();
    const auto calls = TakeEndedWaits(now);
    std::string dirty;
    const bool refreshes = !dirty_.empty() && dirty_.begin()->first <= now;
    if (refreshes) dirty = std::move(dirty_.extract(dirty_.begin()).mapped());
    if (calls.empty() && !refreshes && now < drop) {
      if (is_stopping_) return;
      Time next = drop;
      if (!dirty_.empty()) next = std::min(next, dirty_.begin()->first);
      if (!waits_.empty()) next = std::min(next, waits_.begin()->first);
      woken_.wait_until(lock, next);
      continue;
    }
    lock.unlock();
    for (const auto& call : calls) call();
    if (refreshes) Refresh(dirty);
    if (now >= drop) {
      DropUnused();
      drop = now + kDropAfter;
    }
    lock.lock();
  }
}

}  // namespace svcenv::webhook
