#include "svcenv/check/absence_index.h"

#include <algorithm>

#include "svcenv/base/nearest.h"

namespace svcenv {

PodNames::PodNames(const PodSpec& spec) : containers_(AllContainers(spec)) {
  for (uint32_t number = 0; number < containers_.size(); ++number) {
    const Container& container = *containers_[number];
    numbers_.emplace(&container, number);
    for (uint32_t entry = 0; entry < container.env.size(); ++entry) {
      places_[container.env[entry].name.text].push_back({number, entry});
    }
    for (const EnvFrom& source : container.env_from) {
      if (sources_.size() == kMaxSources) break;
      sources_.push_back({&container, &source});
    }
  }
}

absl::Span<const PodNames::Place> PodNames::Find(std::string_view name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? absl::Span<const Place>() : found->second;
}

absl::Span<const PodNames::Place> PodNames::Find(std::string_view name,
                                                 const Container& container) const {
  const absl::Span<const Place> all = Find(name);
  const uint32_t number = numbers_.at(&container);
  const auto begin = std::partition_point(
      all.begin(), all.end(), [&](const Place& place) { return place.container < number; });
  const auto end = std::partition_point(
      begin, all.end(), [&](const Place& place) { return place.container == number; });
  return all.subspan(static_cast<size_t>(begin - all.begin()), static_cast<size_t>(end - begin));
}

const PodNames& AbsenceIndex::NamesOf(const Workload& workload) const {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<const PodNames>& names = pods_[&workload];
  if (names == nullptr) names = std::make_unique<const PodNames>(workload.pod.spec);
  return *names;
}

const AbsenceIndex::Key* AbsenceIndex::FindKey(std::string_view namespace_,
                                               std::string_view key) const {
  std::call_once(keys_made_, [&] {
    const auto add = [&](const auto& objects, std::string_view kind) {
      for (const auto& object : objects) {
        for (const Entry& entry : object.data) {
          keys_.try_emplace({object.meta.namespace_, entry.key},
                            Key{kind, &object.meta, entry.position});
        }
      }
    };
    add(cluster_.config_maps(), "ConfigMap");
    add(cluster_.secrets(), "Secret");
  });
  const auto found = keys_.find({namespace_, key});
  return found == keys_.end() ? nullptr : &found->second;
}

bool AbsenceIndex::Sets(const Service& service, std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = services_.try_emplace(&service);
  if (is_new) {
    if (auto variables = ServiceVariables::Of({&service}); variables.ok()) {
      found->second = *std::move(variables);
    }
  }
  return found->second != nullptr && found->second->Find(name) != nullptr;
}

AbsenceIndex::Near* AbsenceIndex::Find(const ServiceVariables& services,
                                       std::string_view name) const {
  NearOfNames& names = near_[&services];
  if (const auto found = names.find(name); found != names.end()) return found->second.get();
  if (names.size() == kMaxNear) return nullptr;
  return names.emplace(name, std::make_unique<Near>()).first->second.get();
}

void AbsenceIndex::Reserve(const ServiceVariables& services, std::string_view name) const {
  const std::lock_guard lock(mutex_);
  Find(services, name);
}

std::vector<std::string> AbsenceIndex::Nearest(const ServiceVariables& services,
                                               std::string_view name) const {
  const std::lock_guard lock(mutex_);
  Near* const near = Find(services, name);
  if (near == nullptr) return {};
  if (!near->known) {
    std::vector<std::string_view> candidates;
    candidates.reserve(services.all().size());
    for (const ServiceVariable& variable : services.all()) {
      if (variable.name != name) candidates.push_back(variable.name);
    }
    near->names = svcenv::Nearest(name, candidates);
    near->known = true;
  }
  return near->names;
}

}  // namespace svcenv
