#include "cli/terminal/remedies.h"

#include "absl/strings/str_cat.h"
#include "cli/terminal/program.h"

namespace svcenv::cli {

std::string PhraseForCommandLine(const RemedyAction& action) {
  const std::string name = absl::StrCat(action.object.namespace_, "/", action.object.name);
  switch (action.kind) {
    case RemedyKind::kAssignClusterIp:
      return absl::StrCat("pass --assume-ips CIDR or --cluster-ip ", name, "=IP");
    case RemedyKind::kSupplyHostIp:
      return "pass --host-ip";
    case RemedyKind::kAddObject:
      return absl::StrCat("pass the file that defines ", action.object.ToString(), " with -f");
    case RemedyKind::kUseNamespace:
      return absl::StrCat("pass -n ", action.object.namespace_);
    case RemedyKind::kTreatInputAsComplete:
      return "pass --complete to treat the input as complete";
    case RemedyKind::kGetPermission:
      return NeutralPhrase(action);
    case RemedyKind::kDisableCode:
      return absl::StrCat("pass --disable ", action.code);
    case RemedyKind::kListVariables:
      return absl::StrCat("run ", ProgramName(), " services ", name, " to list its variables");
  }
  return "";
}

}  // namespace svcenv::cli
