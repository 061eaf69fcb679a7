#include "svcenv/graph/meant_service.h"

#include <optional>
#include <vector>

#include "svcenv/env/environment.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {

MeantService ServiceMeantBy(std::string_view variable, const Workload& workload,
                            const ServicePrefixes& prefixes) {
  MeantService meant;
  const std::vector<std::string_view> possible = ServicePrefixesOf(variable);
  for (const std::string_view prefix : possible) {
    const auto here = prefixes.Find(prefix, workload.meta.namespace_);
    if (!here.empty()) {
      meant.service = here.front();
      return meant;
    }
    if (prefix != kMasterPrefix) continue;
    if (const auto masters = prefixes.Find(prefix, kMasterNamespace); !masters.empty()) {
      meant.service = masters.back();
      return meant;
    }
  }
  if (possible.empty()) return meant;
  meant.absent_name = LikelyServiceName(possible.back());
  meant.absent_namespace =
      possible.back() == kMasterPrefix ? kMasterNamespace : workload.meta.namespace_;
  return meant;
}

MeantService ServicesMeant::By(const Reference& reference) {
  const std::optional<Variable> last = there_.environment.Find(reference.name);
  if (last.has_value()) {
    const Variable* seen = VisibleAt(reference.place) == Visibility::kEarlier
                               ? definitions_.SeenFrom(reference.index, reference.name)
                               : &*last;
    if (seen == nullptr || seen->origin.kind != OriginKind::kService) return {};
    return {
        seen->origin.service,
        VisibleAt(reference.place) == Visibility::kStatic ? UseSight::kNothing : UseSight::kValue,
        "", ""};
  }
  if (ServicePrefixesOf(reference.name).empty()) return {};
  const Absence absence = finder_.Why(reference);
  switch (absence.reason) {
    case AbsenceReason::kHeadless:
    case AbsenceReason::kExternalName:
    case AbsenceReason::kNoClusterIp:
    case AbsenceReason::kNoSuchPort:
    case AbsenceReason::kLinksOff:
    case AbsenceReason::kOtherNamespace:
    case AbsenceReason::kServiceNotGiven: {
      MeantService meant =
          ServiceMeantBy(reference.name, there_.context.workload, there_.index.prefixes());
      if (!absence.unknown.empty()) meant.gets = UseSight::kUnknown;
      return meant;
    }
    default:
      return {};
  }
}

}  // namespace svcenv
