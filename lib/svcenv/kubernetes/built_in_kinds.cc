#include "svcenv/kubernetes/built_in_kinds.h"

#include <algorithm>
#include <iterator>

#include "svcenv/kubernetes/kinds.h"

namespace svcenv {
namespace {

struct GroupKind {
  std::string_view group, kind;
};

// Sorted by group. A kind that moved between groups is listed in each.
constexpr GroupKind kKinds[] = {
    {"", "Binding"},
    {"", "ComponentStatus"},
    {"", "Endpoints"},
    {"", "Event"},
    {"", "Namespace"},
    {"", "PersistentVolume"},
    {"", "PersistentVolumeClaim"},
    {"", "ResourceQuota"},
    {"", "ServiceAccount"},
    {"admissionregistration.k8s.io", "MutatingAdmissionPolicy"},
    {"admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"},
    {"admissionregistration.k8s.io", "MutatingWebhookConfiguration"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicy"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"},
    {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration"},
    {"apiextensions.k8s.io", "CustomResourceDefinition"},
    {"apiregistration.k8s.io", "APIService"},
    {"apps", "ControllerRevision"},
    {"authentication.k8s.io", "SelfSubjectReview"},
    {"authentication.k8s.io", "TokenReview"},
    {"authorization.k8s.io", "AuthorizationConditionsReview"},
    {"authorization.k8s.io", "LocalSubjectAccessReview"},
    {"authorization.k8s.io", "SelfSubjectAccessReview"},
    {"authorization.k8s.io", "SelfSubjectRulesReview"},
    {"authorization.k8s.io", "SubjectAccessReview"},
    {"autoscaling", "HorizontalPodAutoscaler"},
    {"certificates.k8s.io", "CertificateSigningRequest"},
    {"certificates.k8s.io", "ClusterTrustBundle"},
    {"certificates.k8s.io", "PodCertificateRequest"},
    {"coordination.k8s.io", "Lease"},
    {"coordination.k8s.io", "LeaseCandidate"},
    {"discovery.k8s.io", "EndpointSlice"},
    {"events.k8s.io", "Event"},
    {"extensions", "Ingress"},
    {"extensions", "NetworkPolicy"},
    {"extensions", "PodSecurityPolicy"},
    {"flowcontrol.apiserver.k8s.io", "FlowSchema"},
    {"flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"},
    {"internal.apiserver.k8s.io", "StorageVersion"},
    {"lifecycle.k8s.io", "Eviction"},
    {"lifecycle.k8s.io", "EvictionRequest"},
    {"networking.k8s.io", "IPAddress"},
    {"networking.k8s.io", "Ingress"},
    {"networking.k8s.io", "IngressClass"},
    {"networking.k8s.io", "NetworkPolicy"},
    {"networking.k8s.io", "ServiceCIDR"},
    {"node.k8s.io", "RuntimeClass"},
    {"policy", "Eviction"},
    {"policy", "PodDisruptionBudget"},
    {"policy", "PodSecurityPolicy"},
    {"rbac.authorization.k8s.io", "ClusterRole"},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding"},
    {"rbac.authorization.k8s.io", "Role"},
    {"rbac.authorization.k8s.io", "RoleBinding"},
    {"resource.k8s.io", "DeviceClass"},
    {"resource.k8s.io", "DeviceTaintRule"},
    {"resource.k8s.io", "PodSchedulingContext"},
    {"resource.k8s.io", "ResourceClaim"},
    {"resource.k8s.io", "ResourceClaimParameters"},
    {"resource.k8s.io", "ResourceClaimTemplate"},
    {"resource.k8s.io", "ResourceClass"},
    {"resource.k8s.io", "ResourceClassParameters"},
    {"resource.k8s.io", "ResourcePoolStatusRequest"},
    {"resource.k8s.io", "ResourceSlice"},
    {"scheduling.k8s.io", "CompositePodGroup"},
    {"scheduling.k8s.io", "PodGroup"},
    {"scheduling.k8s.io", "PriorityClass"},
    {"scheduling.k8s.io", "Workload"},
    {"storage.k8s.io", "CSIDriver"},
    {"storage.k8s.io", "CSINode"},
    {"storage.k8s.io", "CSIStorageCapacity"},
    {"storage.k8s.io", "StorageClass"},
    {"storage.k8s.io", "VolumeAttachment"},
    {"storage.k8s.io", "VolumeAttributesClass"},
    {"storagemigration.k8s.io", "StorageVersionMigration"},
};

}  // namespace

bool IsWithoutContainers(std::string_view api_version, std::string_view kind) {
  const std::string_view group = GroupOf(api_version);
  return std::any_of(std::begin(kKinds), std::end(kKinds),
                     [&](const GroupKind& row) { return row.kind == kind && row.group == group; });
}

std::vector<std::string_view> BuiltInKindsOf(std::string_view group) {
  std::vector<std::string_view> kinds;
  for (const GroupKind& row : kKinds) {
    if (row.group == group) kinds.push_back(row.kind);
  }
  for (const Kind& kind : Kinds()) {
    if (kind.is_built_in() && kind.IsIn(group)) kinds.push_back(kind.name);
  }
  return kinds;
}

std::optional<std::string_view> BuiltInGroupOf(std::string_view kind) {
  for (const GroupKind& row : kKinds) {
    if (row.kind == kind && row.group != "extensions") return row.group;
  }
  return std::nullopt;
}

}  // namespace svcenv
