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

// Kinds with the apiVersion v1 that are not of Kubernetes' API: those that OpenShift 3 served there
// (openshift/api, legacy.go of each group), kubeconfig files, and configurations of the API server.
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

// What is wrong with a kind that is neither one of kinds.h nor one in another spelling.
std::optional<KindMistake> FindUnknownKind(std::string_view api_version, std::string_view group,
                                           std::string_view kind) {
  constexpr size_t kMostEdits = 3;
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
    mistake.message = absl::StrCat("there is no ", kind, " in ", api_version, "; ", kind, " is in ",
                                   other->empty() ? "v1" : *other);
    mistake.remedy = other->empty() ? "write apiVersion: v1"
                                    : absl::StrCat("write apiVersion: ", *other,
                                                   "/v1, or another version of this group");
    return mistake;
  }
  mistake.field = "kind";
  mistake.message = absl::StrCat("there is no kind ", kind, " in ", api_version);
  const std::vector<std::string> nearest = Nearest(kind, kinds, 1);
  if (nearest.empty() || EditDistance(kind).To(nearest.front(), kMostEdits) > kMostEdits) {
    mistake.remedy =
        absl::StrCat("the kinds there are ",
                     Several(std::vector<std::string>(kinds.begin(), kinds.end()), ", "));
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
  // A group with a dot may be one of custom resources, which may use any kind.
  if (meant == nullptr || (!is_of_group && absl::StrContains(group, '.'))) {
    return FindUnknownKind(api_version, group, kind);
  }
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
