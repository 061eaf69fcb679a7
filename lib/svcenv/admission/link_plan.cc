#include "svcenv/admission/link_plan.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/admission/container_planner.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/env/template.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {
namespace {

// Limits the cost of hostile pods. The API server rejects objects of this size.
constexpr size_t kMaxAddedBytes = 3 << 20;

struct ContainerList {
  std::string_view name;
  std::vector<Container> PodSpec::*containers;
};

constexpr ContainerList kContainerLists[] = {
    {"initContainers", &PodSpec::init_containers},
    {"containers", &PodSpec::containers},
    {"ephemeralContainers", &PodSpec::ephemeral_containers},
};

// Returns a message if several services set a variable that the plan keeps. The kubelet uses any of
// them.
std::string AmbiguousName(const LinkVariables& variables, const LinkPlan& plan) {
  for (const ServiceCollision& collision : variables.before->collisions()) {
    const bool stays = variables.after->Find(collision.name) != nullptr;
    const bool added =
        std::any_of(plan.containers.begin(), plan.containers.end(), [&](const ContainerPlan& one) {
          return std::any_of(
              one.added.begin(), one.added.end(),
              [&](const AddedVariable& variable) { return variable.name == collision.name; });
        });
    if (!stays && !added) continue;
    return absl::StrCat("services ", collision.candidates.front().service->meta.name.text, " and ",
                        collision.candidates.back().service->meta.name.text, " both set ",
                        collision.name);
  }
  return "";
}

LinkPlan Keep(std::string reason) {
  LinkPlan plan;
  plan.warnings.push_back(absl::StrCat("service links stay on: ", reason));
  return plan;
}

// Returns whether a variable would contain the mark of a reinvocation.
bool ReadsMark(const Workload& pod) {
  for (const Container* container : AllContainers(pod.pod.spec)) {
    for (const EnvVar& variable : container->env) {
      if (variable.value_from == nullptr || variable.value_from->field == nullptr) continue;
      const std::string_view path = variable.value_from->field->field_path.text;
      if (path == "metadata.annotations" || absl::StrContains(path, kLinksOffAnnotation)) {
        return true;
      }
    }
  }
  return false;
}

// Returns whether kLinksOffAnnotation can be added to the pod. A pod without a name may have no
// metadata to add it to; the API server rejects such a pod.
bool CanBeMarked(const Workload& pod) {
  const ObjectMeta& meta = pod.pod.meta;
  return (!meta.name.empty() || !meta.generate_name.empty()) && !ReadsMark(pod);
}

LinkPlan PlanMinimal(const Snapshot& snapshot, const Workload& pod, const DesiredLinks& desired,
                     const LinkVariables& variables) {
  const std::string_view namespace_ = pod.meta.namespace_;
  if (namespace_ != kMasterNamespace) {
    const Service* own = snapshot.cluster().FindService(namespace_, kMasterName);
    if (own != nullptr && own->has_cluster_ip()) {
      return Keep("a service in this namespace is named kubernetes");
    }
  }
  LinkPlan plan;
  std::vector<SharedVariables> kept;
  for (const std::string& name : desired.services) {
    const Service* service = snapshot.cluster().FindService(namespace_, name);
    auto made = service == nullptr ? SharedVariables() : *ServiceVariables::Of({service});
    if (made == nullptr || made->all().empty()) {
      plan.warnings.push_back(
          absl::StrCat("svcenv.io/links: service ", name,
                       service == nullptr ? " not found in this namespace" : " has no cluster IP"));
      continue;
    }
    kept.push_back(std::move(made));
  }
  plan.enable_service_links = false;
  plan.marks_pod = CanBeMarked(pod);
  plan.has_annotations = !pod.pod.meta.annotations.empty();
  size_t added_bytes = 0;
  for (const ContainerList& list : kContainerLists) {
    const std::vector<Container>& containers = pod.pod.spec.*list.containers;
    for (size_t i = 0; i < containers.size(); ++i) {
      ContainerPlanner planner(snapshot, pod, containers[i], variables);
      std::string reason = planner.AddReferences(&plan);
      for (const SharedVariables& service : kept) {
        if (reason.empty()) reason = planner.AddService(*service);
      }
      if (!reason.empty()) return Keep(reason);
      ContainerPlan one = std::move(planner).Finish(&plan);
      if (one.added.empty()) continue;
      one.list = list.name;
      one.index = i;
      for (const AddedVariable& variable : one.added) {
        added_bytes += variable.name.size() + variable.value.size();
      }
      if (added_bytes > kMaxAddedBytes) return Keep("the pod would grow by more than 3 MiB");
      plan.containers.push_back(std::move(one));
    }
  }
  const std::string ambiguous = AmbiguousName(variables, plan);
  return ambiguous.empty() ? plan : Keep(ambiguous);
}

// Returns whether a container without links lacks variables of the services. It does not lack them
// if an earlier plan added them, as when a pod is reviewed twice.
bool LacksServices(const Snapshot& snapshot, const Workload& pod,
                   const std::vector<std::string>& names) {
  const auto without_links = snapshot.services()->VariablesOf(pod.meta.namespace_, false);
  if (!without_links.ok()) return false;
  const LinkVariables variables{*without_links, *without_links};
  std::vector<SharedVariables> wished;
  for (const std::string& name : names) {
    const Service* service = snapshot.cluster().FindService(pod.meta.namespace_, name);
    if (service == nullptr) continue;
    auto made = ServiceVariables::Of({service});
    if (made.ok()) wished.push_back(*std::move(made));
  }
  if (wished.empty()) return false;
  for (const Container* container : AllContainers(pod.pod.spec)) {
    const ContainerPlanner planner(snapshot, pod, *container, variables);
    for (const SharedVariables& service : wished) {
      for (const ServiceVariable& variable : service->all()) {
        if (planner.Lacks(variable.name)) return true;
      }
    }
  }
  return false;
}

// Disables links and warns about references that are then not expanded.
LinkPlan PlanNone(const Snapshot& snapshot, const Workload& pod, const LinkVariables& variables) {
  LinkPlan plan;
  plan.enable_service_links = false;
  for (const Container* container : AllContainers(pod.pod.spec)) {
    ContainerPlanner planner(snapshot, pod, *container, variables);
    planner.AddReferences(&plan);
    for (const std::string_view name : planner.needed()) {
      plan.warnings.push_back(planner.ForContainer(
          absl::StrCat("$(", name, ") is not expanded: service links are off")));
    }
  }
  return plan;
}

// Plans for a pod with links, or one whose links are to be planned again.
LinkPlan PlanOff(const Snapshot& snapshot, const Workload& pod, const DesiredLinks& desired) {
  auto before = snapshot.services()->VariablesOf(pod.meta.namespace_, true);
  auto after = snapshot.services()->VariablesOf(pod.meta.namespace_, false);
  if (!before.ok() || !after.ok()) {
    if (desired.mode == LinksMode::kNone) {
      LinkPlan plan;
      plan.enable_service_links = false;
      return plan;
    }
    const Diagnostic error = FromStatus(before.ok() ? after.status() : before.status());
    return Keep(absl::StrCat(error.object.ToString(), ": ", error.message));
  }
  const LinkVariables variables{*std::move(before), *std::move(after)};
  return desired.mode == LinksMode::kNone ? PlanNone(snapshot, pod, variables)
                                          : PlanMinimal(snapshot, pod, desired, variables);
}

// Plans for a pod that an earlier plan changed. Links that must stay on are turned on again: the
// variables that the earlier plan added have the values of the services, so the result is exact.
LinkPlan PlanAgain(const Snapshot& snapshot, const Workload& pod, const DesiredLinks& desired) {
  LinkPlan plan = PlanOff(snapshot, pod, desired);
  plan.marks_pod = false;
  if (!plan.empty() && plan.containers.empty()) return {};
  if (plan.empty()) plan.enable_service_links = true;
  return plan;
}

}  // namespace

LinkPlan PlanLinks(const Snapshot& snapshot, const Workload& pod, const DesiredLinks& desired) {
  const bool on = pod.pod.spec.has_service_links();
  LinkPlan plan;
  if (desired.mode == LinksMode::kAll) {
    if (!on) plan.enable_service_links = true;
    return plan;
  }
  if (!on) {
    if (desired.turned_off && desired.mode == LinksMode::kMinimal)
      return PlanAgain(snapshot, pod, desired);
    if (LacksServices(snapshot, pod, desired.services)) {
      plan.warnings.push_back(
          "svcenv.io/links has no effect: enableServiceLinks is false; remove that field");
    }
    return plan;
  }
  return PlanOff(snapshot, pod, desired);
}

PodSpec WithPlan(const PodSpec& spec, const LinkPlan& plan, Arena* arena) {
  PodSpec result = spec;
  if (plan.enable_service_links.has_value()) {
    result.enable_service_links = plan.enable_service_links;
  }
  for (const ContainerPlan& one : plan.containers) {
    const auto* list = std::find_if(std::begin(kContainerLists), std::end(kContainerLists),
                                    [&](const ContainerList& row) { return row.name == one.list; });
    Container& container = (result.*list->containers)[one.index];
    std::vector<EnvVar> env;
    for (const AddedVariable& variable : one.added) {
      EnvVar added;
      added.name = {variable.name, container.position};
      added.value = {arena->Copy(variable.value), container.position};
      env.push_back(added);
    }
    env.insert(env.end(), container.env.begin(), container.env.end());
    container.env = std::move(env);
    for (const ProbeText& text : one.probes) {
      (*container.exec_probe(text.probe))[text.index].text = arena->Copy(text.text);
    }
  }
  return result;
}

}  // namespace svcenv
