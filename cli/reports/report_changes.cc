#include "cli/reports/report_changes.h"

#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/base/counted.h"

namespace svcenv::cli {
namespace {

using Key = std::tuple<ObjectName, std::string>;

Key KeyOf(const Result& result) { return {result.object, result.container}; }

// Returns whether a container has an error in its present health.
bool IsBad(Health health) { return health == Health::kFails || health == Health::kBroken; }

bool BecomesBroken(const ContainerChange& change) {
  return change.health_after.has_value() && IsBad(*change.health_after) &&
         (!change.health_before.has_value() || *change.health_after < *change.health_before);
}

bool IsRepaired(const ContainerChange& change) {
  return change.health_before.has_value() && IsBad(*change.health_before) &&
         change.health_after.has_value() && *change.health_after > *change.health_before;
}

ContainerChange ChangeOf(const Result& before, Health health_before, const Result& after,
                         Health health_after, size_t index) {
  ContainerChange change;
  change.before = &before;
  change.after = &after;
  change.index = index;
  change.health_before = health_before;
  change.health_after = health_after;
  if (before.ok() && after.ok()) {
    change.variables =
        Compare(SideOf(before.resolved->environment), SideOf(after.resolved->environment));
  }
  return change;
}

// Returns the causes of `list` that are not among those of `other`.
std::vector<size_t> Missing(const Diagnostics& list, const Diagnostics& other) {
  std::set<std::string_view> known;
  for (const Diagnostic& cause : other) known.insert(cause.cause);
  std::vector<size_t> missing;
  for (size_t i = 0; i < list.size(); ++i) {
    if (known.count(list[i].cause) == 0) missing.push_back(i);
  }
  return missing;
}

std::string_view KindName(ChangeKind kind) {
  static constexpr std::string_view kNames[] = {"removed", "added", "changed", "unknown", "image"};
  return kNames[static_cast<size_t>(kind)];
}

Json HealthJson(const std::optional<Health>& health) {
  return health.has_value() ? Json(std::string(HealthName(*health))) : Json();
}

Json ChangeJson(const ContainerChange& change, bool mask_secrets) {
  Json json = SubjectJson(change.after != nullptr ? *change.after : *change.before);
  if (change.index.has_value()) json["index"] = *change.index;
  json["before"] = HealthJson(change.health_before);
  json["after"] = HealthJson(change.health_after);
  json["broken"] = BecomesBroken(change);
  json["repaired"] = IsRepaired(change);
  Json variables = Json::array();
  for (const Change& one : change.variables) {
    Json variable = {{"kind", std::string(KindName(one.kind))},
                     {"name", std::string(one.a.has_value() ? one.a->name : one.b->name)}};
    if (one.a.has_value()) variable["before"] = VariableJson(*one.a, mask_secrets);
    if (one.b.has_value()) variable["after"] = VariableJson(*one.b, mask_secrets);
    variables.push_back(std::move(variable));
  }
  json["variables"] = std::move(variables);
  return json;
}

}  // namespace

ReportChanges ChangesBetween(std::string old_name, const ReportSide& before,
                             const ReportSide& after) {
  ReportChanges changes;
  changes.old_name = std::move(old_name);
  std::multimap<Key, size_t> old;  // variants of one object have the same key
  for (size_t i = 0; i < before.results.size(); ++i) old.emplace(KeyOf(before.results[i]), i);
  for (size_t i = 0; i < after.results.size(); ++i) {
    const Health health = after.verdict.of_results[i];
    const auto found = old.find(KeyOf(after.results[i]));
    if (found == old.end()) {
      ContainerChange added;
      added.after = &after.results[i];
      added.index = i;
      added.health_after = health;
      changes.containers.push_back(std::move(added));
      continue;
    }
    ContainerChange change =
        ChangeOf(before.results[found->second], before.verdict.of_results[found->second],
                 after.results[i], health, i);
    old.erase(found);
    if (!change.variables.empty() || change.health_before != change.health_after) {
      changes.containers.push_back(std::move(change));
    }
  }
  for (const auto& [key, index] : old) {
    ContainerChange removed;
    removed.before = &before.results[index];
    removed.health_before = before.verdict.of_results[index];
    changes.containers.push_back(std::move(removed));
  }
  changes.new_causes = Missing(after.causes, before.causes);
  for (const size_t index : Missing(before.causes, after.causes)) {
    changes.fixed_causes.push_back(&before.causes[index]);
  }
  return changes;
}

Json ChangesJson(const ReportChanges& changes, bool mask_secrets) {
  Json json = {{"old", changes.old_name}};
  json["containers"] = Json::array();
  for (const ContainerChange& change : changes.containers) {
    json["containers"].push_back(ChangeJson(change, mask_secrets));
  }
  json["newCauses"] = changes.new_causes;
  json["fixedCauses"] = Json::array();
  for (const Diagnostic* cause : changes.fixed_causes) {
    json["fixedCauses"].push_back({{"code", cause->code},
                                   {"severity", std::string(SeverityName(cause->severity))},
                                   {"message", cause->message},
                                   {"object", cause->object.ToString()}});
  }
  return json;
}

std::string ChangesSummary(const ReportChanges& changes) {
  size_t broken = 0;
  size_t repaired = 0;
  for (const ContainerChange& change : changes.containers) {
    broken += BecomesBroken(change) ? 1 : 0;
    repaired += IsRepaired(change) ? 1 : 0;
  }
  const size_t count = changes.containers.size();
  return absl::StrCat("; ", Counted(count, "container"), count == 1 ? " changes (" : " change (",
                      WithCommas(broken), " newly broken, ", WithCommas(repaired), " repaired)");
}

}  // namespace svcenv::cli
