#include "svcenv/admission/link_plan.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/env/template.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {
namespace {

using SharedVariables = std::shared_ptr<const ServiceVariables>;

// Limits the cost of hostile pods. The API server rejects objects of this size.
constexpr size_t kMaxAddedBytes = 3 << 20;
// The maximum number of references times envFrom sources, because each pair is looked up.
constexpr size_t kMaxLookups = 10'000'000;

struct ContainerList {
  std::string_view name;
  std::vector<Container> PodSpec::*containers;
};

constexpr ContainerList kContainerLists[] = {
    {"initContainers", &PodSpec::init_containers},
    {"containers", &PodSpec::containers},
    {"ephemeralContainers", &PodSpec::ephemeral_containers},
};

// The pod's link variables before and after the plan.
struct LinkVariables {
  SharedVariables before;
  SharedVariables after;  // with enableServiceLinks: false

  // Returns the variable if disabling links removes it, or null.
  const ServiceVariable* Dropped(std::string_view name) const {
    const ServiceVariable* variable = before->Find(name);
    return variable != nullptr && after->Find(name) == nullptr ? variable : nullptr;
  }
};

// Determines the variables that one container needs, or why its pod must keep its links.
class ContainerPlanner {
 public:
  ContainerPlanner(const Snapshot& snapshot, const Workload& pod, const Container& container,
                   const LinkVariables& variables)
      : snapshot_(snapshot),
        pod_(pod),
        container_(container),
        variables_(variables),
        dollar_rule_(DollarRuleOf(snapshot.version())) {
    for (size_t i = 0; i < container.env.size(); ++i) {
      env_.emplace(container.env[i].name.text, i);
    }
  }

  // Return why the links must stay on, or "" if they may be disabled.
  std::string AddReferences(LinkPlan* plan);
  std::string AddService(const ServiceVariables& service);

  // Returns whether the variable is not set without links.
  bool Lacks(std::string_view name) const {
    return env_.count(name) == 0 && variables_.after->Find(name) == nullptr &&
           FromEnvFrom(name) == Known::kNo;
  }

  // Returns the link variables found so far that the container needs.
  std::vector<std::string_view> needed() const;

  // Prefixes a message with the container's name.
  std::string ForContainer(std::string_view text) const {
    return absl::StrCat("container ", container_.name.text, ": ", text);
  }

  ContainerPlan Finish(LinkPlan* plan) &&;

 private:
  std::string_view namespace_() const { return pod_.meta.namespace_; }
  // Returns whether env overrides the link variable for `reference`, or for the process if
  // `reference` is null.
  Known FromEnv(std::string_view name, const Reference* reference) const;
  Known FromEnvFrom(std::string_view name) const;
  std::string Need(std::string_view name, const Reference* reference);
  void WarnOfUnknownService(const Reference& reference, LinkPlan* plan) const;
  const Snapshot& snapshot_;
  const Workload& pod_;
  const Container& container_;
  const LinkVariables& variables_;
  const DollarRule dollar_rule_;
  std::multimap<std::string_view, size_t> env_;  // the indexes of each name in env, in order
  std::map<std::string_view, const ServiceVariable*> needed_;
};

Known ContainerPlanner::FromEnv(std::string_view name, const Reference* reference) const {
  const bool sees_earlier = reference != nullptr && reference->place == ReferencePlace::kEnvValue;
  const size_t end = sees_earlier ? static_cast<size_t>(reference->index) : container_.env.size();
  Known result = Known::kNo;
  const auto [first, last] = env_.equal_range(name);
  for (auto it = first; it != last && it->second < end; ++it) {
    const Known defines = snapshot_.Defines(namespace_(), container_.env[it->second]);
    if (defines == Known::kYes) return Known::kYes;
    if (defines == Known::kUnknown) result = Known::kUnknown;
  }
  return result;
}

Known ContainerPlanner::FromEnvFrom(std::string_view name) const {
  Known result = Known::kNo;
  for (const EnvFrom& source : container_.env_from) {
    const Known defines = snapshot_.Defines(namespace_(), source, name);
    if (defines == Known::kYes) return Known::kYes;
    if (defines == Known::kUnknown) result = Known::kUnknown;
  }
  return result;
}

// Records a link variable as needed unless env or envFrom overrides it.
std::string ContainerPlanner::Need(std::string_view name, const Reference* reference) {
  const ServiceVariable* variable = variables_.Dropped(name);
  if (variable == nullptr || needed_.count(name) != 0) return "";
  const Known from_env = FromEnv(name, reference);
  if (from_env == Known::kYes) return "";
  const Known from_env_from = FromEnvFrom(name);
  if (from_env_from == Known::kYes) return "";
  if (from_env_from == Known::kUnknown) {
    return ForContainer(absl::StrCat("envFrom may define ", name, ", which a service also sets"));
  }
  if (env_.count(name) != 0) {
    return ForContainer(absl::StrCat("env defines ", name, " and also refers to the service's"));
  }
  needed_.emplace(variable->name, variable);
  return "";
}

void ContainerPlanner::WarnOfUnknownService(const Reference& reference, LinkPlan* plan) const {
  if (variables_.before->Find(reference.name) != nullptr ||
      ServicePrefixesOf(reference.name).empty() || env_.count(reference.name) != 0 ||
      FromEnvFrom(reference.name) != Known::kNo) {
    return;
  }
  plan->warnings.push_back(
      ForContainer(absl::StrCat("$(", reference.name, ") is not expanded: no service sets it")));
}

std::string ContainerPlanner::AddReferences(LinkPlan* plan) {
  const std::vector<Reference> references = ReferencesOf(pod_, container_, dollar_rule_);
  if (references.size() * container_.env_from.size() > kMaxLookups) {
    return ForContainer("too many references and envFrom sources to analyze");
  }
  for (const Reference& reference : references) {
    if (reference.place == ReferencePlace::kProbe) continue;
    std::string reason = Need(reference.name, &reference);
    if (!reason.empty()) return reason;
    WarnOfUnknownService(reference, plan);
  }
  return "";
}

std::string ContainerPlanner::AddService(const ServiceVariables& service) {
  for (const ServiceVariable& variable : service.all()) {
    std::string reason = Need(variable.name, nullptr);
    if (!reason.empty()) return reason;
  }
  return "";
}

std::vector<std::string_view> ContainerPlanner::needed() const {
  std::vector<std::string_view> names;
  for (const auto& [name, variable] : needed_) names.push_back(name);
  return names;
}

// Exec probes expand only names in env. Adding a needed variable to env would expand a reference
// that was not expanded before, so this escapes such references.
ContainerPlan ContainerPlanner::Finish(LinkPlan* plan) && {
  ContainerPlan result;
  result.container = &container_;
  for (const auto& [name, variable] : needed_) {
    result.added.push_back({name, absl::StrReplaceAll(variable->value, {{"$", "$$"}})});
  }
  ForEachExecProbe(container_, [&](Probe probe, const std::vector<Located>& command) {
    for (size_t i = 0; i < command.size(); ++i) {
      const std::string_view text = command[i].text;
      std::string changed;
      size_t copied = 0;
      for (const std::string_view name : Template::Parse(text, dollar_rule_).references()) {
        if (needed_.count(name) == 0) continue;
        const size_t dollar = static_cast<size_t>(name.data() - text.data()) - 2;
        absl::StrAppend(&changed, text.substr(copied, dollar - copied), "$");
        copied = dollar;
        plan->warnings.push_back(ForContainer(
            absl::StrCat(ProbeField(probe), ": $(", name, ") is not expanded in probes")));
      }
      if (changed.empty()) continue;
      absl::StrAppend(&changed, text.substr(copied));
      result.probes.push_back({probe, i, std::move(changed)});
    }
  });
  return result;
}

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
