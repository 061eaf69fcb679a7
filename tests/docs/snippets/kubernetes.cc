// Examples of lib/svcenv/kubernetes.
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/limit_ranges.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/quantity.h"
#include "svcenv/kubernetes/selector.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

bool VersionExample() {
  // [version]
  const absl::StatusOr<ParsedVersion> version = ParseVersion("v1.33.4-gke.100");
  if (!version.ok()) return false;
  return version->profile->canonical_pod_ips;
  // [version]
}

std::string_view NameExample(std::string_view name) {
  // [names]
  const std::string_view problem = Dns1123LabelProblem(name);
  if (!problem.empty()) return problem;  // "must be no more than 63 characters"
  // [names]
  return "";
}

std::string_view LimitExample(const Cluster& cluster, const Container& container) {
  // [limit ranges]
  const LimitRanges ranges(cluster);
  const AdmittedQuantity limit = LimitOf(container, "cpu", ranges.In("shop"));
  if (limit.entry != nullptr && limit.is_known()) return limit.entry->value;
  // [limit ranges]
  return "";
}

std::string QuantityExample() {
  // [quantity]
  const absl::StatusOr<Quantity> memory = Quantity::Parse("1.5Gi");
  memory->Value();     // 1610612736
  memory->ToString();  // "1536Mi"
  // [quantity]
  return memory->ToString();
}

bool SelectorExample(const Pod& pod) {
  // [selector]
  const absl::StatusOr<Selector> selector = Selector::Parse("app=web,tier in (front, back)");
  return selector.ok() && selector->Matches(pod.meta.labels);
  // [selector]
}

}  // namespace svcenv
