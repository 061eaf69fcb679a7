#include "svcenv/internal/state.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/env/unresolved.h"
#include "svcenv/internal/finding.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv::internal {
namespace {

const VersionProfile& VersionOf(int minor) {
  if (minor == 0) return DefaultVersion();
  const absl::Span<const VersionProfile> known = KnownVersions();
  const int nearest = std::clamp(minor, known.front().minor, known.back().minor);
  return known[static_cast<size_t>(nearest - known.front().minor)];
}

// Reports that the variables of an envFrom source are unknown.
Diagnostic Describe(const UnknownSource& source) {
  Diagnostic result;
  result.code = "value-unknown";
  result.message =
      absl::StrCat("the variables of ", source.object.ToString(), " are unknown: it ", source.why);
  return result;
}

Diagnostics DiagnosticsOf(const ResolvedContainer& resolved) {
  const Environment& environment = resolved.environment;
  Diagnostics result = environment.diagnostics();
  result.insert(result.end(), resolved.diagnostics.begin(), resolved.diagnostics.end());
  for (const ServiceCollision& collision : environment.services().collisions()) {
    result.push_back(svcenv::Describe(collision));
  }
  for (const UnknownSource& source : environment.unknown_sources()) {
    result.push_back(Describe(source));
  }
  for (const auto* list : {&environment.unresolved(), &resolved.unresolved}) {
    for (const UnresolvedReference& reference : *list) {
      result.push_back(svcenv::Describe(reference));
    }
  }
  return result;
}

}  // namespace

ManifestsState::ManifestsState(const Manifests::Options& options) {
  const VersionProfile& version = VersionOf(options.kubernetes_minor);
  const bool served = options.source == Manifests::Source::kServed;
  resolve_.version = &version;
  resolve_.complete = options.knowledge != Manifests::Knowledge::kLoaded;
  resolve_.facts_complete = options.knowledge == Manifests::Knowledge::kEverything;
  load_.default_namespace = options.default_namespace;
  load_.source = served ? LoadOptions::Source::kServed : LoadOptions::Source::kWritten;
  load_.unknown_fields =
      served ? LoadOptions::UnknownFields::kIgnored : LoadOptions::UnknownFields::kReported;
  load_.version = &version;
  load_.threads = options.threads;
}

Cluster* ManifestsState::Change() {
  services_ = nullptr;
  return &cluster_;
}

void ManifestsState::Add(const Diagnostics& diagnostics) {
  diagnostics_.insert(diagnostics_.end(), diagnostics.begin(), diagnostics.end());
}

std::shared_ptr<const ServiceCatalog> ManifestsState::Services() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (services_ == nullptr) services_ = std::make_shared<ServiceCatalog>(cluster_);
  return services_;
}

EnvironmentState::EnvironmentState(std::shared_ptr<const ManifestsState> manifests,
                                   const ObjectName& object, std::string_view container,
                                   absl::StatusOr<ResolvedContainer> resolved)
    : manifests_(std::move(manifests)), resolved_(std::move(resolved)) {
  Diagnostics diagnostics =
      resolved_.ok() ? DiagnosticsOf(*resolved_) : Diagnostics{FromStatus(resolved_.status())};
  for (Diagnostic& diagnostic : diagnostics) {
    if (!diagnostic.object.kind.empty()) continue;
    diagnostic.object = object;
    diagnostic.container = std::string(container);
  }
  findings_ = FindingsOf(diagnostics, sources());
}

}  // namespace svcenv::internal
