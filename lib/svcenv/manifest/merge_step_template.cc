#include "svcenv/manifest/merge_step_template.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace svcenv {
namespace {

// Returns the first index of each name in a list of variables.
absl::flat_hash_map<std::string_view, size_t> PlacesOf(const std::vector<EnvVar>& env) {
  absl::flat_hash_map<std::string_view, size_t> places;
  for (size_t i = 0; i < env.size(); ++i) places.try_emplace(env[i].name.text, i);
  return places;
}

// Merges in the order of the step, whose variables override the template's. Variables that only the
// template has go before the next variable that both have, or at the end:
// apimachinery/pkg/util/strategicpatch/patch.go, mergeSortedSlice (0.37.2).
std::vector<EnvVar> MergeEnv(const std::vector<EnvVar>& of_template,
                             const std::vector<EnvVar>& of_step) {
  const auto in_template = PlacesOf(of_template);
  const auto in_step = PlacesOf(of_step);
  std::vector<EnvVar> merged;
  size_t next = 0;  // index in the template
  const auto add_until = [&](size_t end) {
    for (; next < end; ++next) {
      if (!in_step.contains(of_template[next].name.text)) merged.push_back(of_template[next]);
    }
  };
  for (const EnvVar& variable : of_step) {
    const auto same = in_template.find(variable.name.text);
    if (same != in_template.end()) add_until(std::max(next, same->second));
    // An entry with only a name does not change the template's.
    const bool is_empty = variable.value.empty() && variable.value_from == nullptr;
    merged.push_back(is_empty && same != in_template.end() ? of_template[same->second] : variable);
  }
  add_until(of_template.size());
  return merged;
}

// Adds the entries of `more` whose keys are missing in `entries`.
void AddMissing(const Entries& more, Entries* entries) {
  const size_t own = entries->size();
  for (const Entry& entry : more) {
    const auto end = entries->begin() + static_cast<std::ptrdiff_t>(own);
    if (std::none_of(entries->begin(), end, [&](const Entry& e) { return e.key == entry.key; })) {
      entries->push_back(entry);
    }
  }
  SortByKey(entries);
}

}  // namespace

void MergeStepTemplate(const Container& step_template, Container* step) {
  step->env = MergeEnv(step_template.env, step->env);
  if (step->env_from.empty()) step->env_from = step_template.env_from;
  if (step->command.empty()) step->command = step_template.command;
  if (step->args.empty()) step->args = step_template.args;
  if (step->image.empty()) step->image = step_template.image;
  AddMissing(step_template.resources.limits, &step->resources.limits);
  AddMissing(step_template.resources.requests, &step->resources.requests);
  for (const VolumeMount& mount : step_template.volume_mounts) {
    const bool has_path = std::any_of(
        step->volume_mounts.begin(), step->volume_mounts.end(),
        [&](const VolumeMount& m) { return m.mount_path.text == mount.mount_path.text; });
    if (!has_path) step->volume_mounts.push_back(mount);
  }
}

}  // namespace svcenv
