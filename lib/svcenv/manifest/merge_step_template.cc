#include "svcenv/manifest/merge_step_template.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace svcenv {
namespace {

// Places of names in a list of variables, the first of each.
absl::flat_hash_map<std::string_view, size_t> PlacesOf(const std::vector<EnvVar>& env) {
  absl::flat_hash_map<std::string_view, size_t> places;
  for (size_t i = 0; i < env.size(); ++i) places.try_emplace(env[i].name.text, i);
  return places;
}

// A variable of the step overrides the one of the template at the step's place. Those of the
// template alone are inserted before the next one of the step that the template has, too, and at the
// end: apimachinery/pkg/util/strategicpatch/patch.go, mergeSortedSlice (0.37.2).
std::vector<EnvVar> MergeEnv(const std::vector<EnvVar>& of_template,
                             const std::vector<EnvVar>& of_step) {
  const auto in_template = PlacesOf(of_template);
  const auto in_step = PlacesOf(of_step);
  std::vector<EnvVar> merged;
  size_t next = 0;  // in the template
  const auto add_until = [&](size_t end) {
    for (; next < end; ++next) {
      if (!in_step.contains(of_template[next].name.text)) merged.push_back(of_template[next]);
    }
  };
  for (const EnvVar& variable : of_step) {
    const auto same = in_template.find(variable.name.text);
    if (same != in_template.end()) add_until(std::max(next, same->second));
    // A name alone changes nothing.
    const bool is_empty = variable.value.empty() && variable.value_from == nullptr;
    merged.push_back(is_empty && same != in_template.end() ? of_template[same->second] : variable);
  }
  add_until(of_template.size());
  return merged;
}

// Adds the entries whose key `entries` does not have.
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
