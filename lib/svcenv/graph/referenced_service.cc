#include "svcenv/graph/referenced_service.h"

#include <optional>
#include <vector>

#include "svcenv/env/environment.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {

ReferencedService ServiceNamedBy(std::string_view variable, const Workload& workload,
                                 const ServicePrefixes& prefixes) {
  ReferencedService result;
  const std::vector<std::string_view> possible = ServicePrefixesOf(variable);
  for (const std::string_view prefix : possible) {
    const auto here = prefixes.Find(prefix, workload.meta.namespace_);
    if (!here.empty()) {
      result.service = here.front();
      return result;
    }
    if (prefix != kMasterPrefix) continue;
    if (const auto masters = prefixes.Find(prefix, kMasterNamespace); !masters.empty()) {
      result.service = masters.back();
      return result;
    }
  }
  if (possible.empty()) return result;
  result.absent_name = LikelyServiceName(possible.back());
  result.absent_namespace =
      possible.back() == kMasterPrefix ? kMasterNamespace : workload.meta.namespace_;
  return result;
}

ReferencedService ReferencedServices::Find(const Reference& reference) {
  const std::optional<Variable> last = scope_.environment.Find(reference.name);
  if (last.has_value()) {
    const Variable* seen = VisibleAt(reference.place) == Visibility::kEarlier
                               ? definitions_.SeenFrom(reference.index, reference.name)
                               : &*last;
    if (seen == nullptr || seen->origin.kind != OriginKind::kService) return {};
    return {seen->origin.service,
            VisibleAt(reference.place) == Visibility::kStatic ? UseOutcome::kNothing
                                                              : UseOutcome::kValue,
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
    case AbsenceReason::kServiceNotInInput: {
      ReferencedService result =
          ServiceNamedBy(reference.name, scope_.context.workload, scope_.index.prefixes());
      if (!absence.unknown.empty()) result.outcome = UseOutcome::kUnknown;
      return result;
    }
    default:
      return {};
  }
}

}  // namespace svcenv
