#include "svcenv/batch/snapshots.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/batch/answer.h"
#include "svcenv/batch/batch.h"

namespace svcenv {
namespace {

// About 100 bytes each.
constexpr size_t kMaxKeptVariables = 4000000;

}  // namespace

BatchSnapshot::BatchSnapshot(std::unique_ptr<const BatchRequest> definition)
    : definition_(std::move(definition)),
      has_variants_(!definition_->cluster.AllVariants().empty()),
      services_(std::make_shared<const ServiceCatalog>(definition_->cluster)) {
  for (const Workload& workload : cluster().workloads()) {
    targets_.Consider(workload);
    called_[{workload.meta.namespace_, workload.meta.name.text}].Consider(workload);
  }
}

TargetChoice BatchSnapshot::TargetsCalled(std::string_view namespace_,
                                          std::string_view name) const {
  const auto found = called_.find(std::make_pair(namespace_, name));
  return found == called_.end() ? TargetChoice() : found->second;
}

size_t BatchSnapshot::size_bytes() const {
  return cluster().sources().text(definition_->file).size();
}

bool BatchSnapshot::IsOnlyExtendedBy(const BatchRequest& request) const {
  const Cluster& own = request.cluster;
  // An object of another kind may contain objects, or create some.
  if (has_variants_ || request.objects != request.known_objects) return false;
  if (!own.services().empty() || !own.limit_ranges().empty() || !own.nodes().empty()) return false;
  const auto is_new = [](const ObjectMeta& meta, const auto* namesake) {
    return namesake == nullptr && !meta.is_embedded && !IsTemplated(meta);
  };
  for (const ConfigMap& one : own.config_maps()) {
    const ObjectMeta& meta = one.meta;
    if (!is_new(meta, cluster().FindConfigMap(meta.namespace_, meta.name.text))) return false;
  }
  for (const Secret& one : own.secrets()) {
    const ObjectMeta& meta = one.meta;
    if (!is_new(meta, cluster().FindSecret(meta.namespace_, meta.name.text))) return false;
  }
  for (const Workload& one : own.workloads()) {
    const ObjectMeta& meta = one.meta;
    const std::string_view kind = one.part.empty() ? one.kind : one.part;
    if (!is_new(meta, cluster().FindWorkload(kind, meta.namespace_, meta.name.text))) return false;
  }
  return true;
}

const Node* BatchSnapshot::only_node() const {
  return cluster().nodes().size() == 1 ? &cluster().nodes().front() : nullptr;
}

void BatchSnapshot::CountServicesOf(std::string_view namespace_) {
  if (counted_.contains(namespace_)) return;
  const auto variables = services_->VariablesOf(namespace_, /*links=*/true);
  // Namespaces without services share the variables of the master service.
  if (!variables.ok() || *variables == *services_->VariablesOf(namespace_, false)) return;
  counted_.emplace(namespace_);
  kept_variables_ += (*variables)->all().size();
}

void BatchSnapshot::ForgetServices() {
  services_ = std::make_shared<const ServiceCatalog>(cluster());
  counted_.clear();
  kept_variables_ = 0;
}

BatchSnapshot* Snapshots::Find(std::string_view name) {
  const auto found = snapshots_.find(name);
  return found == snapshots_.end() ? nullptr : &found->second;
}

bool Snapshots::Drop(std::string_view name) {
  const auto found = snapshots_.find(name);
  if (found == snapshots_.end()) return false;
  size_bytes_ -= found->second.size_bytes();
  snapshots_.erase(found);
  return true;
}

absl::Status Snapshots::Define(std::unique_ptr<const BatchRequest> definition) {
  Drop(definition->snapshot);
  if (snapshots_.size() == kMaxSnapshots) {
    return ToStatus(RequestError(
        "too-many-snapshots",
        absl::StrCat("there are already ", kMaxSnapshots, " snapshots; drop one with dropSnapshot"),
        "snapshot"));
  }
  BatchSnapshot snapshot(std::move(definition));
  if (size_bytes_ + snapshot.size_bytes() > kMaxSnapshotMiB << 20) {
    return ToStatus(RequestError("too-many-snapshots",
                                 absl::StrCat("the snapshots are larger than ", kMaxSnapshotMiB,
                                              " MiB in total; drop one with dropSnapshot"),
                                 "snapshot"));
  }
  size_bytes_ += snapshot.size_bytes();
  std::string name = snapshot.definition().snapshot;
  snapshots_.emplace(std::move(name), std::move(snapshot));
  return absl::OkStatus();
}

void Snapshots::Trim() {
  size_t kept = 0;
  for (const auto& [name, snapshot] : snapshots_) kept += snapshot.kept_variables();
  if (kept <= kMaxKeptVariables) return;
  for (auto& [name, snapshot] : snapshots_) snapshot.ForgetServices();
}

}  // namespace svcenv
