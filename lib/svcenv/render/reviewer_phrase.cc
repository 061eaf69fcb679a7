#include "svcenv/render/reviewer_phrase.h"

#include "absl/strings/str_cat.h"

namespace svcenv {

std::string PhraseForReviewer(const RemedyAction& action) {
  const std::string object = action.object.ToString();
  switch (action.kind) {
    case RemedyKind::kAssignClusterIp:
      return absl::StrCat("leave it: the API server assigns a cluster IP to ", object);
    case RemedyKind::kSupplyHostIp:
      return "";
    case RemedyKind::kAddObject:
      return absl::StrCat("include the manifest of ", object, " in the check");
    case RemedyKind::kUseNamespace:
      return absl::StrCat("set its namespace to ", action.object.namespace_);
    case RemedyKind::kTreatInputAsComplete:
      return "configure the check to treat its input as complete";
    case RemedyKind::kGetPermission:
      return absl::StrCat("allow the check to read ", object);
    case RemedyKind::kDisableCode:
      return absl::StrCat("disable ", action.code, " in the check");
    case RemedyKind::kListVariables:
      return absl::StrCat("compare the ports of ", object);
  }
  return "";
}

}  // namespace svcenv
