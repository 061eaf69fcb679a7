#include "svcenv/check/cause_roots.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

// A Pod has a ReplicaSet or Job and its owner; more may be a cycle.
constexpr size_t kMaxOwners = 4;

// Returns whether an object runs the pods of `owner`. False if `owner` may own several different
// objects: a custom resource may own unrelated Deployments, and a node its static pods.
bool IsReplica(std::string_view kind, std::string_view owner) {
  if (kind == "Pod") return owner != "Node";
  if (kind == "Job") return owner == "CronJob";
  return kind == "ReplicaSet" || kind == "ReplicationController";
}

}  // namespace

CauseRoots::CauseRoots(const Cluster& cluster) {
  for (const Workload& workload : cluster.workloads()) {
    by_name_[NameOf(workload.kind, workload.meta).ToString()].push_back(&workload);
    for (const Container* container : AllContainers(workload.pod.spec)) {
      containers_.try_emplace({&workload, container->name.text}, container);
    }
  }
}

const CauseRoots::Templates* CauseRoots::Find(const std::string& object) const {
  const auto found = by_name_.find(object);
  return found == by_name_.end() ? nullptr : &found->second;
}

CauseRoot CauseRoots::RootOf(const ObjectName& object) const {
  CauseRoot root{object, 0};
  while (root.owners < kMaxOwners) {
    const Templates* templates = Find(root.name.ToString());
    if (templates == nullptr) break;
    const std::pair<std::string_view, std::string_view> owner =
        absl::StrSplit(templates->front()->meta.owner, absl::MaxSplits(' ', 1));
    if (owner.second.empty() || !IsReplica(root.name.kind, owner.first)) break;
    root.name = {std::string(owner.first), object.namespace_, std::string(owner.second)};
    ++root.owners;
  }
  return root;
}

const Workload* CauseRoots::TemplateOf(const Diagnostic& finding) const {
  const Templates* templates = Find(finding.object.ToString());
  if (templates == nullptr) return nullptr;
  for (const Workload* workload : *templates) {
    if (absl::StartsWith(finding.field, absl::StrCat(workload->path, "."))) return workload;
  }
  return templates->front();
}

std::string CauseRoots::NameEntry(const Diagnostic& finding, const Workload& workload,
                                  std::string_view field) const {
  std::string_view rest = field;
  size_t index = 0;
  if (absl::ConsumePrefix(&rest, "env[")) {
    const size_t end = rest.find(']');
    const auto container = containers_.find({&workload, finding.container});
    if (end != rest.npos && container != containers_.end() &&
        absl::SimpleAtoi(rest.substr(0, end), &index) && index < container->second->env.size()) {
      const std::string_view name = container->second->env[index].name.text;
      if (!name.empty()) return absl::StrCat("env[", name, rest.substr(end));
    }
  }
  return std::string(field);
}

std::string CauseRoots::FieldOf(const Diagnostic& finding) const {
  std::string_view field = finding.field;
  const Workload* workload = TemplateOf(finding);
  if (workload == nullptr) return finding.field;
  if (absl::ConsumePrefix(&field, workload->path)) absl::ConsumePrefix(&field, ".");
  if (finding.container.empty()) return std::string(field);
  // Removes spec.containers[0] or spec.initContainers[0]: the cause already names the container.
  const size_t list = field.find("ontainers[");
  const size_t end = list == field.npos ? field.npos : field.find(']', list);
  if (end != field.npos) {
    field.remove_prefix(end + 1);
    absl::ConsumePrefix(&field, ".");
  }
  return NameEntry(finding, *workload, field);
}

}  // namespace svcenv
