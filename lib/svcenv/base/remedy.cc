#include "svcenv/base/remedy.h"

#include "absl/strings/str_cat.h"

namespace svcenv {

std::string NeutralPhrase(const RemedyAction& action) {
  switch (action.kind) {
    case RemedyKind::kAssignClusterIp:
      return absl::StrCat("assign a cluster IP to ", action.object.ToString());
    case RemedyKind::kSupplyHostIp:
      return "supply the host IP";
    case RemedyKind::kAddObject:
      return absl::StrCat("add ", action.object.ToString(), " to the input");
    case RemedyKind::kUseNamespace:
      return absl::StrCat("set the default namespace to ", action.object.namespace_);
    case RemedyKind::kTreatInputAsComplete:
      return "treat the input as complete";
    case RemedyKind::kGetPermission:
      return absl::StrCat("get permission to read ", action.object.ToString());
    case RemedyKind::kDisableCode:
      return absl::StrCat("disable ", action.code);
    case RemedyKind::kListVariables:
      return absl::StrCat("list the variables of ", action.object.ToString());
  }
  return "";
}

std::string Remedy::ToString(RemedyPhrase phrase) const {
  std::string result = text;
  for (const RemedyAction& action : actions) {
    const std::string phrased = phrase(action);
    if (phrased.empty()) continue;
    absl::StrAppend(&result, result.empty() ? "" : ", or ", phrased);
  }
  return result;
}

}  // namespace svcenv
