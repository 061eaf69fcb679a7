#include "svcenv/svcenv.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/internal/finding.h"
#include "svcenv/internal/state.h"
#include "svcenv/kubernetes/assume_ips.h"

namespace svcenv {

using internal::Access;
using internal::EnvironmentState;
using internal::ManifestsState;

namespace {

EnvironmentVariable Public(const Variable& variable) {
  return {variable.name, variable.value, variable.unknown, variable.secret, variable.assumed};
}

VariableOrigin Public(const Origin& origin, const Sources& sources) {
  const Location at = sources.Locate(origin.position);
  return {origin.ToString(), std::string(at.file), static_cast<int>(at.line),
          static_cast<int>(at.column)};
}

std::vector<ExpandedString> Public(std::string_view field, const std::vector<ResolvedText>& texts) {
  std::vector<ExpandedString> result;
  result.reserve(texts.size());
  for (const ResolvedText& text : texts) {
    result.push_back(
        {absl::StrCat(field, "[", result.size(), "]"), text.text, text.unknown, text.secret});
  }
  return result;
}

// Returns null if the workload was not loaded.
const Workload* FindWorkload(const Cluster& cluster, const ContainerId& id) {
  if (const Workload* found = cluster.FindWorkload(id.kind, id.namespace_, id.name)) return found;
  const auto& all = cluster.workloads();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Workload& workload) {
    return workload.meta.name.empty() && workload.kind == id.kind &&
           workload.meta.namespace_ == id.namespace_ && ShownName(workload.meta) == id.name;
  });
  return found == all.end() ? nullptr : &*found;
}

// Returns null if `workload` is null or has no such container.
const Container* FindContainer(const Workload* workload, std::string_view name) {
  if (workload == nullptr) return nullptr;
  for (const Container* container : AllContainers(workload->pod.spec)) {
    if (container->name.text == name) return container;
  }
  return nullptr;
}

absl::Status NotLoaded(const ContainerId& id) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "no-such-container";
  error.message = absl::StrCat("container ", id.container, " of ", id.kind, " ", id.namespace_, "/",
                               id.name, " not found");
  error.remedy = "use an ID from Manifests::Containers()";
  return ToStatus(error, absl::StatusCode::kNotFound);
}

}  // namespace

// ------------------------------------------------------------------------ ContainerEnvironment

const std::vector<Finding>& ContainerEnvironment::findings() const { return state_->findings(); }

std::vector<EnvironmentVariable> ContainerEnvironment::Variables() const {
  std::vector<EnvironmentVariable> result;
  if (state_->resolved() == nullptr) return result;
  const Environment& environment = state_->resolved()->environment;
  result.reserve(environment.size());
  environment.ForEach([&](const Variable& variable) { result.push_back(Public(variable)); });
  return result;
}

std::optional<EnvironmentVariable> ContainerEnvironment::Find(std::string_view name) const {
  if (state_->resolved() == nullptr) return std::nullopt;
  const std::optional<Variable> found = state_->resolved()->environment.Find(name);
  if (!found.has_value()) return std::nullopt;
  return Public(*found);
}

std::vector<VariableOrigin> ContainerEnvironment::OriginsOf(std::string_view name) const {
  std::vector<VariableOrigin> result;
  if (state_->resolved() == nullptr) return result;
  const std::optional<Variable> found = state_->resolved()->environment.Find(name);
  const Variable* variable = found.has_value() ? &*found : nullptr;
  for (; variable != nullptr; variable = variable->overrode) {
    result.push_back(Public(variable->origin, state_->sources()));
  }
  return result;
}

std::vector<ExpandedString> ContainerEnvironment::Command() const {
  if (state_->resolved() == nullptr) return {};
  return Public("command", state_->resolved()->command);
}

std::vector<ExpandedString> ContainerEnvironment::Args() const {
  if (state_->resolved() == nullptr) return {};
  return Public("args", state_->resolved()->args);
}

std::vector<ExpandedString> ContainerEnvironment::Probes() const {
  std::vector<ExpandedString> result;
  if (state_->resolved() == nullptr) return result;
  for (const ResolvedProbe& probe : state_->resolved()->probes) {
    for (size_t i = 0; i < probe.command.size(); ++i) {
      result.push_back(
          {absl::StrCat(probe.name, ".exec.command[", i, "]"), probe.command[i], "", false});
    }
  }
  return result;
}

std::vector<ExpandedString> ContainerEnvironment::SubPaths() const {
  std::vector<ExpandedString> result;
  if (state_->resolved() == nullptr) return result;
  for (const ResolvedSubPath& path : state_->resolved()->sub_paths) {
    result.push_back(
        {std::string(path.mount_path), path.value.text, path.value.unknown, path.value.secret});
  }
  return result;
}

// ----------------------------------------------------------------------------------- Manifests

Manifests::Manifests() : Manifests(Options()) {}
Manifests::Manifests(const Options& options) : state_(std::make_shared<ManifestsState>(options)) {}

LoadReport Manifests::Load(std::string_view file, std::string bytes) {
  const LoadResult loaded =
      LoadManifest(file, std::move(bytes), state_->load_options(), state_->Change());
  state_->Add(loaded.diagnostics);
  return {loaded.known, internal::FindingsOf(loaded.diagnostics, state_->cluster().sources())};
}

std::vector<Finding> Manifests::AssumeClusterIps(std::string_view cidr) {
  const auto assumed = svcenv::AssumeClusterIps(cidr, state_->Change());
  if (assumed.ok()) return {};
  return {internal::FindingOf(FromStatus(assumed.status()), state_->cluster().sources())};
}

std::vector<ContainerId> Manifests::Containers() const {
  std::vector<ContainerId> result;
  for (const Workload& workload : state_->cluster().workloads()) {
    for (const Container* container : AllContainers(workload.pod.spec)) {
      result.push_back({std::string(workload.kind), std::string(workload.meta.namespace_),
                        ShownName(workload.meta), std::string(container->name.text)});
    }
  }
  return result;
}

ContainerEnvironment Manifests::EnvironmentOf(const ContainerId& id, const RunningPod& pod) const {
  const Cluster& cluster = state_->cluster();
  const Workload* workload = FindWorkload(cluster, id);
  const Container* container = FindContainer(workload, id.container);
  absl::StatusOr<ResolvedContainer> resolved = NotLoaded(id);
  if (container != nullptr) {
    PodFacts facts;
    facts.pod_ips = pod.pod_ips;
    facts.host_ips = pod.host_ips;
    facts.node_name = pod.node_name;
    const Resolver resolver(cluster, state_->resolve_options(), state_->Services());
    resolved = resolver.Resolve(*workload, *container, facts);
  }
  return Access::MakeEnvironment(std::make_shared<EnvironmentState>(
      state_, ObjectName{id.kind, id.namespace_, id.name}, id.container, std::move(resolved)));
}

}  // namespace svcenv
