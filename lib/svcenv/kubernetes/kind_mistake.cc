#include "svcenv/kubernetes/kind_mistake.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/base/nearest.h"
#include "svcenv/kubernetes/built_in_kinds.h"

namespace svcenv {
namespace {

// API versions that Kubernetes removed, from docs/reference/using-api/deprecation-guide of its
// website.
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

// Returns "apps/v1". All built-in kinds in kinds.h are served in v1 of their group.
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

// Returns the kind with that name or plural, ignoring case, or null. Prefers a kind in `group`,
// then built-in kinds.
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
  mistake.remedy = absl::StrCat("set apiVersion: ", served);
  for (const Removed& removed : kRemoved) {
    if (removed.kind != kind.api_kind() || removed.api_version != api_version) continue;
    mistake.message = absl::StrCat(api_version, " is no longer served as of Kubernetes ",
                                   removed.since, "; ", kind.api_kind(), " is in ", served);
    return mistake;
  }
  mistake.message = absl::StrCat(api_version, " has no kind ", kind.api_kind(), "; ",
                                 kind.api_kind(), " is in ", served);
  return mistake;
}

// Kinds that use apiVersion v1 but are not in the Kubernetes API: those that OpenShift 3 served
// (openshift/api, legacy.go of each group), kubeconfig files, and API server configuration files.
constexpr std::string_view kOtherKindsInV1[] = {
    "AppliedClusterResourceQuota",
    "Build",
    "BuildConfig",
    "BuildRequest",
    "ClusterNetwork",
    "ClusterPolicy",
    "ClusterPolicyBinding",
    "ClusterResourceQuota",
    "ClusterRole",
    "ClusterRoleBinding",
    "Config",
    "DeploymentConfigRollback",
    "EgressNetworkPolicy",
    "EncryptionConfig",
    "Group",
    "HostSubnet",
    "Identity",
    "Image",
    "ImageSignature",
    "ImageStream",
    "ImageStreamImage",
    "ImageStreamImport",
    "ImageStreamMapping",
    "ImageStreamTag",
    "IsPersonalSubjectAccessReview",
    "LocalResourceAccessReview",
    "LocalSubjectAccessReview",
    "NetNamespace",
    "OAuthAccessToken",
    "OAuthAuthorizeToken",
    "OAuthClient",
    "OAuthClientAuthorization",
    "PodSecurityPolicyReview",
    "PodSecurityPolicySelfSubjectReview",
    "PodSecurityPolicySubjectReview",
    "Policy",
    "PolicyBinding",
    "ProcessedTemplate",
    "Project",
    "ProjectRequest",
    "ResourceAccessReview",
    "Role",
    "RoleBinding",
    "RoleBindingRestriction",
    "Route",
    "SecurityContextConstraints",
    "SelfSubjectRulesReview",
    "SubjectAccessReview",
    "SubjectRulesReview",
    "Template",
    "TemplateConfig",
    "User",
    "UserIdentityMapping",
};

bool IsKindName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isalnum);
}

// Explains a kind that is not in kinds.h, not even in another spelling.
std::optional<KindMistake> FindUnknownKind(std::string_view api_version, std::string_view group,
                                           std::string_view kind) {
  constexpr size_t kMaxEdits = 3;
  if (IsWithoutContainers(api_version, kind)) return std::nullopt;
  if (!IsKindName(kind) || absl::EndsWith(kind, "List")) return std::nullopt;
  const std::vector<std::string_view> kinds = BuiltInKindsOf(group);
  if (kinds.empty()) return std::nullopt;
  if (group.empty() &&
      std::binary_search(std::begin(kOtherKindsInV1), std::end(kOtherKindsInV1), kind)) {
    return std::nullopt;
  }
  KindMistake mistake;
  if (const std::optional<std::string_view> other = BuiltInGroupOf(kind)) {
    mistake.field = "apiVersion";
    mistake.message = absl::StrCat(api_version, " has no kind ", kind, "; ", kind, " is in ",
                                   other->empty() ? "v1" : *other);
    mistake.remedy = other->empty() ? "set apiVersion: v1"
                                    : absl::StrCat("set apiVersion: ", *other,
                                                   "/v1 or another version of this group");
    return mistake;
  }
  mistake.field = "kind";
  mistake.message = absl::StrCat(api_version, " has no kind ", kind);
  const std::vector<std::string> nearest = Nearest(kind, kinds, 1);
  if (nearest.empty() || EditDistance(kind).To(nearest.front(), kMaxEdits) > kMaxEdits) {
    mistake.remedy = absl::StrCat(
        "use one of ", JoinFirst(std::vector<std::string>(kinds.begin(), kinds.end()), ", "));
    return mistake;
  }
  mistake.kind = FindKind(api_version, nearest.front());
  mistake.remedy = absl::StrCat("did you mean ", nearest.front(), "?");
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
  const bool is_of_group =
      meant != nullptr &&
      (meant->group() == group || FindKind(api_version, meant->api_kind()) != nullptr);
  // A group that contains a dot may define custom resources of any kind.
  if (meant == nullptr || (!is_of_group && absl::StrContains(group, '.'))) {
    return FindUnknownKind(api_version, group, kind);
  }
  if (meant->api_kind() == kind) return WrongVersion(*meant, api_version);
  KindMistake mistake;
  mistake.kind = meant;
  mistake.field = "kind";
  mistake.message = absl::StrCat(api_version, " has no kind ", kind);
  mistake.remedy = absl::StrCat("set kind: ", meant->api_kind());
  if (!is_of_group) {
    absl::StrAppend(&mistake.remedy, " and apiVersion: ", ServedVersion(*meant));
  }
  return mistake;
}

}  // namespace svcenv
