#include "webhook/state.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/text.h"
#include "webhook/files.h"
#include "webhook/own_namespace.h"

namespace svcenv::webhook {

const NamedPolicy* PolicySet::Find(std::string_view name) const {
  if (name.empty()) return policies.size() == 1 ? &policies.front() : nullptr;
  const auto found = std::find_if(policies.begin(), policies.end(),
                                  [&](const NamedPolicy& one) { return one.name == name; });
  return found == policies.end() ? nullptr : &*found;
}

absl::StatusOr<PolicySet> ParsePolicies(const std::string& file, std::string text) {
  Sources sources;
  const uint32_t number = sources.Add(file, DecodeText(std::move(text)));
  ParsedPolicies parsed = ReadPolicies(sources, number);
  if (!parsed.ok()) {
    return absl::InvalidArgumentError(FormatDiagnostics(parsed.errors, sources));
  }
  return PolicySet{std::move(parsed.policies)};
}

absl::StatusOr<std::shared_ptr<const Snapshot>> ParseServices(const std::string& file,
                                                              std::string text) {
  auto cluster = std::make_shared<Cluster>();
  LoadOptions options;
  options.source = LoadOptions::Source::kServed;
  LoadResult loaded = LoadManifest(file, std::move(text), options, cluster.get());
  for (Diagnostic& diagnostic : loaded.diagnostics) {
    // The message is logged, and a line of the file may be part of a Secret.
    diagnostic.confidential = true;
    if (diagnostic.severity != Severity::kError) continue;
    return absl::InvalidArgumentError(FormatDiagnostic(diagnostic, cluster->sources()));
  }
  return std::make_shared<const Snapshot>(std::move(cluster));
}

std::vector<std::string> StatePaths::All() const {
  std::vector<std::string> all = {certificate, key, policy};
  if (!services.empty()) all.push_back(services);
  if (!client_ca.empty()) all.push_back(client_ca);
  return all;
}

State::State(StatePaths paths, ServiceStore* store, Metrics* metrics, Log* log)
    : paths_(std::move(paths)), store_(store), metrics_(*metrics), log_(*log) {
  std::vector<std::string> certificate = {paths_.certificate, paths_.key};
  if (!paths_.client_ca.empty()) certificate.push_back(paths_.client_ca);
  parts_.push_back({"certificate", std::move(certificate), &State::UseCertificate, {}, {}});
  parts_.push_back({"policy", {paths_.policy}, &State::UsePolicies, {}, {}});
  if (store_ != nullptr) return;
  parts_.push_back({"services", {paths_.services}, &State::UseServices, {}, {}});
}

absl::Status State::Load() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (Part& part : parts_) {
    Try(part);
    if (!part.status.ok()) return part.status;
  }
  return absl::OkStatus();
}

void State::Reload() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (Part& part : parts_) {
    const absl::Status before = part.status;
    const bool changed = Try(part);
    if (!changed && part.status == before) continue;
    metrics_.CountReload(part.name, part.status.ok());
    if (part.status.ok()) {
      log_.Info("files changed", {{"file", part.name}});
    } else {
      log_.Error("changed files are not used",
                 {{"file", part.name}, {"reason", part.status.message()}});
    }
  }
}

bool State::Try(Part& part) {
  std::vector<std::string> texts;
  std::vector<size_t> hashes;
  for (const std::string& file : part.files) {
    absl::StatusOr<std::string> text = ReadFile(file);
    if (!text.ok()) {
      part.status = text.status();
      part.tried.clear();
      return false;
    }
    hashes.push_back(std::hash<std::string>()(*text));
    texts.push_back(*std::move(text));
  }
  const bool changed = hashes != part.tried;
  if (changed || !part.status.ok()) {
    part.tried = std::move(hashes);
    part.status = (this->*part.use)(std::move(texts));
  }
  if (part.name == "services" && part.status.ok()) {
    services_checked_ = absl::GetCurrentTimeNanos();
  }
  return changed;
}

absl::Status State::UseCertificate(std::vector<std::string> texts) {
  CertificateTexts all{std::move(texts[0]), std::move(texts[1]), ""};
  if (texts.size() > 2) all.client_ca = std::move(texts[2]);
  if (texts.size() > 2 && all.client_ca.empty()) {
    return absl::InvalidArgumentError("the client CA file is empty");
  }
  absl::StatusOr<Credentials> made = MakeCredentials(all);
  if (!made.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(paths_.certificate, ": ", made.status().message()));
  }
  std::atomic_store(&credentials_, std::make_shared<const Credentials>(*std::move(made)));
  return absl::OkStatus();
}

absl::Status State::UsePolicies(std::vector<std::string> texts) {
  absl::StatusOr<PolicySet> parsed = ParsePolicies(paths_.policy, std::move(texts[0]));
  if (!parsed.ok()) return parsed.status();
  ExemptOwnNamespace(kOwnNamespaceFile, &*parsed);
  std::atomic_store(&policies_, std::make_shared<const PolicySet>(*std::move(parsed)));
  ++policy_generation_;
  return absl::OkStatus();
}

absl::Status State::UseServices(std::vector<std::string> texts) {
  absl::StatusOr<std::shared_ptr<const Snapshot>> parsed =
      ParseServices(paths_.services, std::move(texts[0]));
  if (!parsed.ok()) return parsed.status();
  std::atomic_store(&snapshot_, *std::move(parsed));
  return absl::OkStatus();
}

KnownServices State::ServicesOf(std::string_view namespace_) const {
  if (store_ == nullptr) return {std::atomic_load(&snapshot_), true};
  const bool are_current = store_->freshness().IsCurrentAt(std::chrono::steady_clock::now());
  return {store_->SnapshotOf(namespace_), are_current};
}

StateSample State::Sample() const {
  StateSample sample;
  if (store_ != nullptr) {
    const auto now = std::chrono::steady_clock::now();
    sample.services = static_cast<int64_t>(store_->size());
    sample.services_age_seconds =
        std::chrono::duration<double>(store_->freshness().AgeAt(now)).count();
    sample.services_current = store_->freshness().IsCurrentAt(now);
  } else if (const auto known = std::atomic_load(&snapshot_)) {
    sample.services_current = true;
    sample.services = static_cast<int64_t>(known->cluster().services().size());
    sample.services_age_seconds =
        static_cast<double>(absl::GetCurrentTimeNanos() - services_checked_) / 1e9;
  }
  if (const auto used = credentials()) {
    sample.certificate_not_after = used->not_after;
    sample.client_ca_not_after = used->client_ca_not_after;
  }
  sample.policy_generation = policy_generation_;
  return sample;
}

}  // namespace svcenv::webhook
