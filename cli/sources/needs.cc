#include "cli/sources/needs.h"

#include <string_view>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "svcenv/kubernetes/limit_ranges.h"
#include "svcenv/kubernetes/quantity.h"

namespace svcenv::cli {
namespace {

// Returns false for a zero limit too: Kubernetes uses the node's capacity instead.
bool HasLimit(const Container& container, std::string_view resource) {
  const Entry* limit = FindEntry(container.resources.limits, resource);
  if (limit == nullptr) return false;
  const absl::StatusOr<Quantity> quantity = Quantity::ParseField(limit->value);
  return !quantity.ok() || !quantity->IsZero();
}

bool NeedsNode(const Workload& workload, const Container& container, const EnvSource& source) {
  const Pod& pod = workload.pod;
  if (source.field != nullptr) {
    const std::string_view path = source.field->field_path.text;
    const bool of_host = absl::StartsWith(path, "status.hostIP") ||
                         (absl::StartsWith(path, "status.podIP") && pod.spec.host_network);
    return of_host && pod.status.host_ip.empty();
  }
  if (source.resource == nullptr) return false;
  std::string_view resource = source.resource->resource.text;
  if (!absl::ConsumePrefix(&resource, "limits.")) return false;
  const std::string_view name = source.resource->container_name;
  for (const Container* other : AllContainers(pod.spec)) {
    const bool meant = name.empty() ? other == &container : other->name_in_pod() == name;
    if (meant && !HasLimit(*other, resource)) return true;
  }
  return false;
}

bool ShowsLimits(const EnvSource& source) {
  return source.resource != nullptr ||
         (source.field != nullptr &&
          absl::StrContains(source.field->field_path.text, kLimitRangerAnnotation));
}

}  // namespace

void Needs::Add(const Workload& workload, const Container& container) {
  for (const EnvFrom& source : container.env_from) {
    if (source.config_map.has_value()) config_maps.emplace(source.config_map->name.text);
    if (source.secret.has_value()) secrets.emplace(source.secret->name.text);
  }
  for (const EnvVar& variable : container.env) {
    const EnvSource* source = variable.value_from;
    if (source == nullptr) continue;
    if (source->config_map_key != nullptr) {
      config_maps.emplace(source->config_map_key->name.text);
    }
    if (source->secret_key != nullptr) secrets.emplace(source->secret_key->name.text);
    if (workload.is_template() && ShowsLimits(*source)) limit_ranges = true;
    if (!workload.pod.spec.node_name.empty() && NeedsNode(workload, container, *source)) {
      nodes.emplace(workload.pod.spec.node_name);
    }
  }
  config_maps.erase("");
  secrets.erase("");
}

}  // namespace svcenv::cli
