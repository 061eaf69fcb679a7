#include "svcenv/admission/user_phrase.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace svcenv {

std::string PhraseForUser(const RemedyAction& action) {
  const ObjectName& object = action.object;
  switch (action.kind) {
    case RemedyKind::kAssignClusterIp:
      return absl::StrCat("recreate the pod once ", object.ToString(), " has a cluster IP");
    case RemedyKind::kAddObject:
      return absl::StrCat("create ", object.ToString());
    case RemedyKind::kGetPermission:
      return absl::StrCat("ask a cluster administrator to let the webhook read ",
                          object.ToString());
    case RemedyKind::kListVariables:
      return absl::StrCat("list its ports: kubectl get ", absl::AsciiStrToLower(object.kind), " ",
                          object.name, " -n ", object.namespace_);
    case RemedyKind::kSupplyHostIp:
    case RemedyKind::kUseNamespace:
    case RemedyKind::kTreatInputAsComplete:
    case RemedyKind::kDisableCode:
      return "";
  }
  return "";
}

}  // namespace svcenv
