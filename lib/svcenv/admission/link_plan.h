// How a pod gets fewer service variables without any other change of what its containers get.
//
//   const LinkPlan plan = PlanLinks(snapshot, workload, {LinksMode::kMinimal, {}});
//   for (const ContainerPlan& change : plan.containers) std::cout << change.container->name.text;
//
// Exact relative to the services that the snapshot knows: after the plan environment, command,
// args, probes and sub-paths of each container are what they were, less service variables that
// nothing of its spec refers to.
#ifndef SVCENV_ADMISSION_LINK_PLAN_H_
#define SVCENV_ADMISSION_LINK_PLAN_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/admission/snapshot.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

enum class LinksMode { kAll, kNone, kMinimal };

struct LinksWish {
  LinksMode mode = LinksMode::kMinimal;
  // kMinimal: services of the pod's namespace all of whose variables each container keeps; each
  // once.
  std::vector<std::string> services;
};

// A variable to be put at the front of env.
struct AddedVariable {
  std::string_view name;
  std::string value;  // as the manifest writes it: `$$` for a `$`
};

// An argument of an exec probe, written so that it means what it meant.
struct ProbeText {
  Probe probe = Probe::kLiveness;
  size_t index = 0;  // in exec.command
  std::string text;
};

struct ContainerPlan {
  const Container* container = nullptr;
  std::string_view list;  // of the pod's spec that holds it: "initContainers"
  size_t index = 0;
  std::vector<AddedVariable> added;  // by name
  std::vector<ProbeText> probes;
};

// Views into the pod and the snapshot.
struct LinkPlan {
  std::optional<bool> enable_service_links;  // no value: the pod is left as it is
  std::vector<ContainerPlan> containers;     // those that change
  std::vector<std::string> warnings;         // for whoever creates the pod

  bool empty() const { return !enable_service_links.has_value(); }
};

// Of a Pod that is to be created. Thread-safe.
LinkPlan PlanLinks(const Snapshot& snapshot, const Workload& pod, const LinksWish& wish);

// What the pod is after the plan. `arena` gets the texts.
PodSpec WithPlan(const PodSpec& spec, const LinkPlan& plan, Arena* arena);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_LINK_PLAN_H_
