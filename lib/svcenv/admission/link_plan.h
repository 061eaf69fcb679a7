// Plans how to remove link variables from a pod without any other change to its containers.
//
//   const LinkPlan plan = PlanLinks(snapshot, workload, {LinksMode::kMinimal, {}});
//   for (const ContainerPlan& change : plan.containers) std::cout << change.container->name.text;
//
// The plan is exact for the services in the snapshot: each container keeps its environment,
// command, args, probes, and sub-paths, except for link variables to which its spec does not refer.
#ifndef SVCENV_ADMISSION_LINK_PLAN_H_
#define SVCENV_ADMISSION_LINK_PLAN_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/admission/snapshot.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Marks a pod whose links a plan of kind kMinimal turned off, so that a reinvocation recognizes it.
inline constexpr char kLinksOffAnnotation[] = "svcenv.io/links-off";
inline constexpr char kLinksOffValue[] = "minimal";

enum class LinksMode { kAll, kNone, kMinimal };

struct DesiredLinks {
  LinksMode mode = LinksMode::kMinimal;
  // For kMinimal: distinct services in the pod's namespace whose variables each container keeps.
  std::vector<std::string> services;
  // Whether an earlier plan turned the pod's links off. kMinimal then plans as if they were on, for
  // containers that another webhook added since.
  bool turned_off = false;
};

// A variable to insert at the front of env.
struct AddedVariable {
  std::string_view name;
  std::string value;  // in manifest syntax, with `$$` for `$`
};

// An argument of an exec probe, rewritten so that its meaning does not change.
struct ProbeText {
  Probe probe = Probe::kLiveness;
  size_t index = 0;  // in exec.command
  std::string text;
};

struct ContainerPlan {
  const Container* container = nullptr;
  std::string_view list;  // the field of the pod's spec, such as "initContainers"
  size_t index = 0;
  std::vector<AddedVariable> added;  // sorted by name
  std::vector<ProbeText> probes;
};

// Must not outlive the pod and the snapshot.
struct LinkPlan {
  std::optional<bool> enable_service_links;  // no value leaves the pod unchanged
  std::vector<ContainerPlan> containers;     // containers that change
  std::vector<std::string> warnings;         // for the user who creates the pod
  bool marks_pod = false;                    // adds kLinksOffAnnotation
  bool has_annotations = false;              // whether the pod has any before

  bool empty() const { return !enable_service_links.has_value(); }
};

// Returns the plan for a Pod that is to be created. Thread-safe.
LinkPlan PlanLinks(const Snapshot& snapshot, const Workload& pod, const DesiredLinks& desired);

// Returns the spec with the plan applied. `arena` owns the new strings.
PodSpec WithPlan(const PodSpec& spec, const LinkPlan& plan, Arena* arena);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_LINK_PLAN_H_
