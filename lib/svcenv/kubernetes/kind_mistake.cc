#include "svcenv/kubernetes/kind_mistake.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

// Versions that Kubernetes removed: the API group docs/reference/using-api/deprecation-guide of its
// website, by kind.
struct Removed {
  std::string_view kind, api_version, since;
};

constexpr Removed kRemoved[] = {
    {"Deployment", "extensions/v1beta1", "1.16"}, {"Deployment", "apps/v1beta1", "1.16"},
    {"Deployment", "apps/v1beta2", "1.16"},       {"StatefulSet", "apps/v1beta1", "1.16"},
    {"StatefulSet", "apps/v1beta2", "1.16"},      {"DaemonSet", "extensions/v1beta1", "1.16"},
    {"DaemonSet", "apps/v1beta2", "1.16"},        {"ReplicaSet", "extensions/v1beta1", "1.16"},
    {"ReplicaSet", "apps/v1beta2", "1.16"},       {"CronJob", "batch/v1beta1", "1.25"},
    {"CronJob", "batch/v2alpha1", "1.21"},
};

// "apps/v1": all kinds that svcenv reads are served in v1 of their group.
std::string ServedVersion(const Kind& kind) {
  return absl::StrCat(kind.group(), kind.group().empty() ? "" : "/", "v1");
}

bool IsServed(const Kind& kind, std::string_view api_version) {
  return absl::ConsumePrefix(&api_version, kind.group()) &&
         api_version == (kind.group().empty() ? "v1" : "/v1");
}

bool IsSpelledAs(std::string_view word, std::string_view name) {
  return word.size() == name.size() && absl::EqualsIgnoreCase(word, name);
}

// The kind that the word names in another spelling, in the group if there is one.
const Kind* FindBySpelling(std::string_view word, std::string_view group) {
  const Kind* found = nullptr;
  for (const Kind& kind : Kinds()) {
    if (!IsSpelledAs(word, kind.api_kind()) && !IsSpelledAs(word, kind.plural)) continue;
    if (kind.group() == group) return &kind;
    if (found == nullptr && kind.is_built_in()) found = &kind;
  }
  return found;
}

KindMistake WrongVersion(const Kind& kind, std::string_view api_version) {
  const std::string served = ServedVersion(kind);
  KindMistake mistake;
  mistake.kind = &kind;
  mistake.field = "apiVersion";
  mistake.remedy = absl::StrCat("write apiVersion: ", served);
  for (const Removed& removed : kRemoved) {
    if (removed.kind != kind.api_kind() || removed.api_version != api_version) continue;
    mistake.message = absl::StrCat(api_version, " is not served since Kubernetes ", removed.since,
                                   "; ", kind.api_kind(), " is ", served);
    return mistake;
  }
  mistake.message = absl::StrCat("there is no ", kind.api_kind(), " in ", api_version, "; ",
                                 kind.api_kind(), " is ", served);
  return mistake;
}

}  // namespace

std::optional<KindMistake> FindKindMistake(std::string_view api_version, std::string_view kind,
                                           const Kind* found) {
  api_version = absl::StripPrefix(api_version, "/");
  const std::string_view group = GroupOf(api_version);
  if (found != nullptr) {
    if (!found->is_built_in() || IsServed(*found, api_version)) return std::nullopt;
    return WrongVersion(*found, api_version);
  }
  const Kind* meant = FindBySpelling(kind, group);
  if (meant == nullptr) return std::nullopt;
  const bool is_of_group = meant->group() == group || FindKind(api_version, meant->api_kind());
  // A group with a dot is one of custom resources, which may use any kind.
  if (!is_of_group && absl::StrContains(group, '.')) return std::nullopt;
  if (meant->api_kind() == kind) return WrongVersion(*meant, api_version);
  KindMistake mistake;
  mistake.kind = meant;
  mistake.field = "kind";
  mistake.message = absl::StrCat("there is no kind ", kind, " in ", api_version);
  mistake.remedy = absl::StrCat("write kind: ", meant->api_kind());
  if (!is_of_group) {
    absl::StrAppend(&mistake.remedy, " and apiVersion: ", ServedVersion(*meant));
  }
  return mistake;
}

}  // namespace svcenv
