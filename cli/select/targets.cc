#include "cli/select/targets.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/select/operands.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/nearest.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/kubernetes/selector.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {
namespace {

bool IsIn(const Workload& workload, std::string_view namespace_) {
  return namespace_.empty() || workload.meta.namespace_ == namespace_;
}

// Parses a target of a kind that only the input defines. Returns an empty kind if the input
// has no such object.
Target FindOtherTarget(const Cluster& cluster, std::string_view text) {
  const size_t slash = std::min(text.find('/'), text.size());
  for (const Workload& workload : cluster.workloads()) {
    if (absl::EqualsIgnoreCase(workload.kind, text.substr(0, slash)) &&
        FindKind(workload.kind) == nullptr) {
      return {workload.kind, text.substr(std::min(slash + 1, text.size()))};
    }
  }
  return {};
}

bool IsTarget(const Workload& workload, const Target& target) {
  return workload.kind == target.kind && ShownName(workload.meta) == target.name;
}

// Returns the error for a target that is not found, and offers similar ones.
absl::Status NoTarget(const Cluster& cluster, const Selection& selection, const Target& target) {
  const std::string wanted = absl::StrCat(absl::AsciiStrToLower(target.kind), "/", target.name);
  const std::string in =
      selection.namespace_.empty() ? "" : absl::StrCat(" in namespace ", selection.namespace_);
  std::vector<std::string> same_name, all;
  for (const Workload& workload : cluster.workloads()) {
    if (!IsIn(workload, selection.namespace_)) {
      if (!IsTarget(workload, target)) continue;
      return InputError(
          "no-such-target", absl::StrCat(wanted, " not found", in),
          absl::StrCat("pass -n ", workload.meta.namespace_, ", where it is defined"));
    }
    all.push_back(TargetOf(workload));
    if (ShownName(workload.meta) == target.name) same_name.push_back(all.back());
  }
  const std::string message = absl::StrCat(wanted, " not found", in);
  if (!same_name.empty()) {
    return InputError("no-such-target", message, DidYouMeanOneOf(same_name));
  }
  return InputError("no-such-target", message,
                    SuggestName(wanted, all, absl::StrCat("workload", in)));
}

using Definitions = std::map<ObjectName, std::vector<const Workload*>>;

// Maps each object to its definitions. All templates of one object count as one definition.
Definitions DefinitionsOf(const std::vector<Selected>& selected) {
  Definitions definitions;
  for (const Selected& one : selected) {
    const Workload& workload = *one.workload;
    std::vector<const Workload*>& of_object = definitions[NameOf(workload.kind, workload.meta)];
    const bool is_known = absl::c_any_of(
        of_object, [&](const Workload* other) { return IsOfOneObject(*other, workload); });
    if (!is_known) of_object.push_back(&workload);
  }
  return definitions;
}

// Keeps one definition of each object that the target names. Ignores a definition embedded in
// another object if there are others. Several definitions are an error: a pod has one environment.
absl::Status KeepOneDefinition(const Cluster& cluster, const std::string& target,
                               std::vector<Selected>* selected) {
  const auto is_embedded = [](const Workload* workload) { return workload->meta.is_embedded; };
  for (auto& [object, definitions] : DefinitionsOf(*selected)) {
    std::vector<const ObjectMeta*> left;
    const bool drop_embedded = !absl::c_all_of(definitions, is_embedded);
    for (const Workload* definition : definitions) {
      if (!drop_embedded || !is_embedded(definition)) left.push_back(&definition->meta);
    }
    if (left.size() > 1 && !left.front()->name.empty()) {
      return InputError("ambiguous-target",
                        absl::StrCat(target, " ", DefinedIn(left, cluster.sources())),
                        absl::StrCat("pass the file or directory of one of them: -f ",
                                     cluster.sources().name(left.front()->position.file)));
    }
    if (!drop_embedded) continue;
    selected->erase(std::remove_if(selected->begin(), selected->end(),
                                   [&, name = object](const Selected& one) {
                                     return is_embedded(one.workload) &&
                                            NameOf(one.workload->kind, one.workload->meta) == name;
                                   }),
                    selected->end());
  }
  return absl::OkStatus();
}

bool IsOfAny(const std::vector<SelectedKind>& kinds, const Workload& workload) {
  return kinds.empty() ||
         absl::c_any_of(kinds, [&](const SelectedKind& kind) { return kind.Matches(workload); });
}

absl::StatusOr<std::vector<const Workload*>> SelectWorkloads(const Cluster& cluster,
                                                             const Selection& selection) {
  const absl::StatusOr<Selector> selector = ParseSelector(selection.selector);
  if (!selector.ok()) return selector.status();
  absl::StatusOr<Target> target = Target{};
  if (!selection.target.empty()) target = ParseTarget(selection.target);
  if (!target.ok()) {
    const Target other = FindOtherTarget(cluster, selection.target);
    if (other.kind.empty()) return target.status();
    target = other;
  }
  const absl::StatusOr<std::vector<SelectedKind>> kinds = KindsOf(selection);
  if (!kinds.ok()) return kinds.status();
  std::vector<const Workload*> workloads;
  for (const Workload& workload : cluster.workloads()) {
    if (!IsIn(workload, selection.namespace_) || !IsOfAny(*kinds, workload)) continue;
    if (target->name.empty() || IsTarget(workload, *target)) workloads.push_back(&workload);
  }
  if (workloads.empty() && !target->name.empty()) return NoTarget(cluster, selection, *target);
  if (workloads.empty()) {
    if (cluster.workloads().empty()) {
      return InputError("no-containers", "no workloads found in the input",
                        "run svcenv services to show the variables that services set");
    }
    if (!kinds->empty()) {
      return InputError("no-containers",
                        absl::StrCat("no workloads of --kinds ", selection.kinds, " found"),
                        "omit --kinds, or add other kinds");
    }
    return InputError("no-containers",
                      absl::StrCat("no workloads found in namespace ", selection.namespace_),
                      "pass another namespace with -n, or use -A for all namespaces");
  }
  workloads.erase(
      std::remove_if(workloads.begin(), workloads.end(),
                     [&](const Workload* w) { return !selector->Matches(w->meta.labels); }),
      workloads.end());
  if (!workloads.empty()) return workloads;
  return InputError("no-containers",
                    absl::StrCat("no workload matches -l '", selection.selector, "'"),
                    "select by metadata.labels of the workload itself, not of its pods");
}

}  // namespace

absl::StatusOr<Target> ParseTarget(std::string_view text) {
  if (IsPath(text)) {
    return WrongUse(absl::StrCat("'", text, "' is a path, not a target"),
                    absl::StrCat("pass -f ", text));
  }
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return Target{"Pod", text};
  const std::string_view word = text.substr(0, slash);
  const Kind* kind = FindKindByWord(word);
  const Target target{WorkloadKindOf(word), text.substr(slash + 1)};
  if (target.name.empty() || absl::StrContains(target.name, '/')) {
    return WrongUse(absl::StrCat("'", text, "' is not a valid target"),
                    "write KIND/NAME, like deployment/web, or the name of a pod");
  }
  if (!target.kind.empty()) return target;
  if (kind != nullptr && kind->type == Kind::Type::kService) {
    return WrongUse(
        "a service has no containers",
        absl::StrCat("run svcenv services ", target.name, " to show its variables; write ksvc/",
                     target.name, " for a Knative Service"));
  }
  std::vector<std::string> kinds, usual;  // all, and those built into Kubernetes
  for (const Kind& row : Kinds()) {
    if (!row.makes_pods()) continue;
    kinds.push_back(absl::AsciiStrToLower(row.name));
    if (row.is_built_in()) usual.push_back(kinds.back());
  }
  const std::vector<std::string> near =
      Nearest(word, std::vector<std::string_view>(kinds.begin(), kinds.end()));
  return WrongUse(absl::StrCat("'", word, "' is not a workload kind"),
                  near.empty()
                      ? absl::StrCat("use one of ", absl::StrJoin(usual, ", "))
                      : absl::StrCat("did you mean ", near.front(), "/", target.name, "?"));
}

absl::StatusOr<std::vector<SelectedKind>> KindsOf(const Selection& selection) {
  if (!selection.kinds.empty() && !selection.target.empty()) {
    return WrongUse(
        absl::StrCat("--kinds and target ", selection.target, " are mutually exclusive"),
        "omit one of the two");
  }
  return ParseKinds(selection.kinds);
}

absl::StatusOr<Selector> ParseSelector(const std::string& text) {
  absl::StatusOr<Selector> selector = Selector::Parse(text);
  if (selector.ok()) return selector;
  return WrongUse(
      absl::StrCat("-l '", text, "' is not a valid selector: ", selector.status().message()),
      "write requirements like app=web,tier!=front,env in (dev,test),!canary");
}

std::string ResourceOf(std::string_view kind) {
  const Kind* found = FindKind(kind);
  return found != nullptr ? found->Resource() : "";
}

std::string_view WorkloadKindOf(std::string_view word) {
  const Kind* found = FindKindByWord(word);
  return found != nullptr && found->makes_pods() ? found->name : std::string_view();
}

bool IsOfOneObject(const Workload& a, const Workload& b) {
  return &a == &b || (a.meta.position.file == b.meta.position.file &&
                      a.meta.position.offset == b.meta.position.offset);
}

std::string TargetOf(const Workload& workload) {
  return absl::StrCat(absl::AsciiStrToLower(workload.kind), "/", ShownName(workload.meta));
}

namespace {

// Selects containers from all definitions of the target.
absl::StatusOr<std::vector<Selected>> SelectAll(const Cluster& cluster,
                                                const Selection& selection) {
  absl::StatusOr<std::vector<const Workload*>> workloads = SelectWorkloads(cluster, selection);
  if (!workloads.ok()) return workloads.status();
  std::vector<Selected> selected;
  std::set<std::string> names;
  for (const Workload* workload : *workloads) {
    for (const Container* container : AllContainers(workload->pod.spec)) {
      names.emplace(container->name.text);
      if (selection.container.empty() || container->is_called(selection.container)) {
        selected.push_back({workload, container});
      }
    }
  }
  if (!selected.empty()) return selected;
  const std::string of = workloads->size() == 1 ? TargetOf(*workloads->front()) : "the selection";
  if (names.empty() && workloads->size() == 1 && workloads->front()->template_of.has_value()) {
    const TemplateReference& reference = *workloads->front()->template_of;
    const std::string other = absl::StrCat(reference.kind, " ", reference.name);
    return InputError(
        "no-containers",
        absl::StrCat(of, " uses the pod template of ", other, ", which is not in the input"),
        absl::StrCat("pass the file that defines ", other, " with -f"));
  }
  if (names.empty()) {
    return InputError("no-containers", absl::StrCat(of, " has no containers"),
                      "add them to spec.containers of the pod");
  }
  return InputError("no-such-container",
                    absl::StrCat(of, " has no container ", selection.container),
                    SuggestName(selection.container,
                                std::vector<std::string>(names.begin(), names.end()), "container"));
}

}  // namespace

absl::StatusOr<std::vector<Selected>> SelectContainers(const Cluster& cluster,
                                                       const Selection& selection) {
  absl::StatusOr<std::vector<Selected>> selected = SelectAll(cluster, selection);
  if (!selected.ok() || selection.target.empty()) return selected;
  if (absl::Status status = KeepOneDefinition(cluster, selection.target, &*selected);
      !status.ok()) {
    return status;
  }
  return selected;
}

absl::StatusOr<std::vector<Selected>> SelectIfAny(const Cluster& cluster,
                                                  const Selection& selection) {
  bool has_containers = false, has_empty = false;
  for (const Workload& workload : cluster.workloads()) {
    if (!IsIn(workload, selection.namespace_)) continue;
    (AllContainers(workload.pod.spec).empty() ? has_empty : has_containers) = true;
  }
  if (selection.whole() && !has_containers &&
      (has_empty || cluster.workloads().empty() || !ServicesOf(cluster, selection, {}).empty())) {
    return std::vector<Selected>{};
  }
  return SelectAll(cluster, selection);
}

std::vector<const Service*> ServicesOf(const Cluster& cluster, const Selection& selection,
                                       const std::vector<Selected>& selected) {
  std::set<std::string_view> namespaces;
  for (const Selected& one : selected) namespaces.insert(one.workload->meta.namespace_);
  std::vector<const Service*> services;
  for (const Service& service : cluster.services()) {
    const std::string_view namespace_ = service.meta.namespace_;
    if (selection.whole() ? selection.namespace_.empty() || namespace_ == selection.namespace_
                          : namespaces.count(namespace_) != 0) {
      services.push_back(&service);
    }
  }
  return services;
}

}  // namespace svcenv::cli
