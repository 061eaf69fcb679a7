// What the server uses to answer: certificate, policies, and services, which change while it runs.
#ifndef SVCENV_WEBHOOK_STATE_H_
#define SVCENV_WEBHOOK_STATE_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/snapshot.h"
#include "webhook/certificates.h"
#include "webhook/log.h"
#include "webhook/metrics.h"
#include "webhook/service_store.h"

namespace svcenv::webhook {

// The policies of one file.
struct PolicySet {
  std::vector<NamedPolicy> policies;

  // Returns the policy with the name, or the only one for ""; otherwise null.
  const NamedPolicy* Find(std::string_view name) const;
};

absl::StatusOr<PolicySet> ParsePolicies(const std::string& file, std::string text);

// Returns the snapshot of a file with Services in YAML or JSON.
absl::StatusOr<std::shared_ptr<const Snapshot>> ParseServices(const std::string& file,
                                                              std::string text);

struct StatePaths {
  std::string certificate, key, client_ca, policy;
  std::string services;  // empty: services come from a watch

  std::vector<std::string> All() const;
};

// The services that a review uses.
struct KnownServices {
  std::shared_ptr<const Snapshot> snapshot;
  bool are_current = true;
};

// Thread-safe. Each getter returns the newest valid state, which stays valid while it is used.
class State {
 public:
  // `store` has the services unless they come from a file; otherwise it is null.
  State(StatePaths paths, ServiceStore* store, Metrics* metrics, Log* log);

  // Reads all files. Fails if one is invalid.
  absl::Status Load();
  // Reads the files again, and uses those that changed and are valid. Counts and logs each change.
  void Reload();

  std::shared_ptr<const Credentials> credentials() const { return std::atomic_load(&credentials_); }
  std::shared_ptr<const PolicySet> policies() const { return std::atomic_load(&policies_); }
  // Returns the store of a watch, or null.
  ServiceStore* store() const { return store_; }
  // Returns the services for pods of a namespace. A file has those of all namespaces.
  KnownServices ServicesOf(std::string_view namespace_) const;

  StateSample Sample() const;

 private:
  // Something that is read from files.
  struct Part {
    std::string_view name;
    std::vector<std::string> files;
    absl::Status (State::*use)(std::vector<std::string> texts);
    std::vector<size_t> tried;  // hashes of the texts of the last attempt
    absl::Status status;        // of the last attempt
  };

  // Returns whether the part has changed since the last attempt, and tries it if so or if it was
  // invalid, because a certificate may have become valid.
  bool Try(Part& part);
  absl::Status UseCertificate(std::vector<std::string> texts);
  absl::Status UsePolicies(std::vector<std::string> texts);
  absl::Status UseServices(std::vector<std::string> texts);

  const StatePaths paths_;
  ServiceStore* const store_;
  Metrics& metrics_;
  Log& log_;
  std::mutex mutex_;  // guards the parts
  std::vector<Part> parts_;
  std::shared_ptr<const Credentials> credentials_;
  std::shared_ptr<const PolicySet> policies_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::atomic<int64_t> policy_generation_{0};
  std::atomic<int64_t> services_checked_{0};  // Unix time in nanoseconds
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_STATE_H_
