#include "svcenv/kubernetes/kinds.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

using Type = Kind::Type;

constexpr Kind kKinds[] = {
    {"Service", Type::kService, "", "services", "svc", ""},
    {"ConfigMap", Type::kConfigMap, "", "configmaps", "cm", ""},
    {"Secret", Type::kSecret, "", "secrets", "", ""},
    {"Node", Type::kNode, "", "nodes", "no", ""},
    {"Pod", Type::kWorkload, "", "pods", "po", ""},
    {"Deployment", Type::kWorkload, "apps,extensions", "deployments", "deploy", "spec.template"},
    {"StatefulSet", Type::kWorkload, "apps", "statefulsets", "sts", "spec.template"},
    {"DaemonSet", Type::kWorkload, "apps,extensions", "daemonsets", "ds", "spec.template"},
    {"ReplicaSet", Type::kWorkload, "apps,extensions", "replicasets", "rs", "spec.template"},
    {"ReplicationController", Type::kWorkload, "", "replicationcontrollers", "rc", "spec.template"},
    {"Job", Type::kWorkload, "batch", "jobs", "", "spec.template"},
    {"CronJob", Type::kWorkload, "batch", "cronjobs", "cj", "spec.jobTemplate.spec.template"},
    {"PodTemplate", Type::kWorkload, "", "podtemplates", "", "template"},
};

bool IsGroup(std::string_view group, std::string_view groups) {
  if (groups == group) return true;
  const size_t comma = groups.find(',');
  return comma != std::string_view::npos &&
         (groups.substr(0, comma) == group || groups.substr(comma + 1) == group);
}

}  // namespace

std::string Kind::Resource() const {
  const std::string_view group = groups.substr(0, groups.find(','));
  return absl::StrCat(plural, group.empty() ? "" : ".", group);
}

absl::Span<const Kind> Kinds() { return kKinds; }

const Kind* FindKind(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

const Kind* FindKind(std::string_view api_version, std::string_view name) {
  const Kind* kind = FindKind(name);
  if (kind == nullptr) return nullptr;
  api_version = absl::StripPrefix(api_version, "/");
  const size_t slash = api_version.find('/');
  const std::string_view group =
      slash == std::string_view::npos ? std::string_view() : api_version.substr(0, slash);
  return IsGroup(group, kind->groups) ? kind : nullptr;
}

const Kind* FindKindByWord(std::string_view word) {
  const std::string lower = absl::AsciiStrToLower(word.substr(0, word.find('.')));
  if (lower.empty()) return nullptr;
  for (const Kind& kind : kKinds) {
    if (lower == absl::AsciiStrToLower(kind.name) || lower == kind.plural ||
        lower == kind.short_name) {
      return &kind;
    }
  }
  return nullptr;
}

}  // namespace svcenv
