#include "cli/select/kinds.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/visible.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv::cli {
namespace {

// Returns the kind or resource without its group.
std::string_view Bare(std::string_view word) { return word.substr(0, word.find('.')); }

}  // namespace

std::string SelectedKind::Resource() const { return known != nullptr ? known->Resource() : word; }

bool SelectedKind::Matches(const Workload& workload) const {
  if (known != nullptr) return workload.kind == known->name;
  const std::string_view wanted = Bare(word), kind = Bare(workload.kind);
  return absl::EqualsIgnoreCase(wanted, kind) ||
         absl::EqualsIgnoreCase(wanted, absl::StrCat(kind, "s")) ||
         absl::EqualsIgnoreCase(wanted, absl::StrCat(kind, "es"));
}

absl::StatusOr<std::vector<SelectedKind>> ParseKinds(std::string_view list) {
  std::vector<SelectedKind> kinds;
  if (list.empty()) return kinds;
  for (const std::string_view word : absl::StrSplit(list, ',')) {
    const Kind* const known = FindKindByWord(word);
    const bool has_pods = known == nullptr || known->makes_pods();
    if (!has_pods || !Dns1123SubdomainProblem(absl::AsciiStrToLower(word)).empty()) {
      return WrongUse(
          absl::StrCat("--kinds: '", Visible(word), "' is not ",
                       has_pods ? "a valid kind" : "a workload kind"),
          "list kinds separated by commas, such as pods,deployments,rollouts.argoproj.io");
    }
    kinds.push_back({std::string(word), known});
  }
  return kinds;
}

}  // namespace svcenv::cli
