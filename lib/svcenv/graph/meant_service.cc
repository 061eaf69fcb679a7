#include "svcenv/graph/meant_service.h"

#include <optional>
#include <vector>

#include "svcenv/env/environment.h"

namespace svcenv {
namespace {

constexpr std::string_view kMaster = "KUBERNETES";

// What the place sees of a name that the process has: the definitions before it.
std::optional<Variable> SeenBy(const Reference& reference, const Variable& last) {
  if (VisibleAt(reference.place) != Visibility::kEarlier) return last;
  for (const Variable* variable = &last; variable != nullptr; variable = variable->overrode) {
    switch (variable->origin.kind) {
      case OriginKind::kService:
      case OriginKind::kConfigMap:
      case OriginKind::kSecret:
        return *variable;
      default:
        if (variable->origin.index < reference.index) return *variable;
    }
  }
  return std::nullopt;
}

}  // namespace

MeantService ServiceMeantBy(std::string_view variable, const Workload& workload,
                            const ServicePrefixes& prefixes) {
  MeantService meant;
  const std::vector<std::string_view> possible = ServicePrefixesOf(variable);
  for (const std::string_view prefix : possible) {
    for (const Service* service : prefixes.Find(prefix)) {
      const std::string_view namespace_ = service->meta.namespace_;
      if (namespace_ != workload.meta.namespace_ && !(prefix == kMaster && namespace_ == "default"))
        continue;
      meant.service = service;
      if (namespace_ == workload.meta.namespace_) return meant;
    }
    if (meant.service != nullptr) return meant;
  }
  if (possible.empty()) return meant;
  meant.absent_name = LikelyServiceName(possible.back());
  meant.absent_namespace = possible.back() == kMaster ? "default" : workload.meta.namespace_;
  return meant;
}

MeantService ServiceMeantBy(const Reference& reference, const Surroundings& there) {
  const std::optional<Variable> last = there.environment.Find(reference.name);
  if (last.has_value()) {
    const std::optional<Variable> seen = SeenBy(reference, *last);
    if (!seen.has_value() || seen->origin.kind != OriginKind::kService) return {};
    return {
        seen->origin.service,
        VisibleAt(reference.place) == Visibility::kStatic ? UseSight::kNothing : UseSight::kValue,
        "", ""};
  }
  const Absence absence = WhyAbsent(reference, there);
  switch (absence.reason) {
    case AbsenceReason::kHeadless:
    case AbsenceReason::kExternalName:
    case AbsenceReason::kNoClusterIp:
    case AbsenceReason::kNoSuchPort:
    case AbsenceReason::kLinksOff:
    case AbsenceReason::kOtherNamespace:
    case AbsenceReason::kServiceNotGiven: {
      MeantService meant = ServiceMeantBy(reference.name, there.context.workload, there.prefixes);
      if (!absence.unknown.empty()) meant.gets = UseSight::kUnknown;
      return meant;
    }
    default:
      return {};
  }
}

}  // namespace svcenv
