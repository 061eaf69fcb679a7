// Plans the changes of one container; for link_plan.cc only.
#ifndef SVCENV_ADMISSION_CONTAINER_PLANNER_H_
#define SVCENV_ADMISSION_CONTAINER_PLANNER_H_

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/admission/link_plan.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/env/version_rules.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

using SharedVariables = std::shared_ptr<const ServiceVariables>;

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

// Determines the variables that one container needs, or why its pod must keep its links. The
// arguments of the constructor must outlive it.
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
  std::string ForContainer(std::string_view text) const;

  // Returns the changes of the container, and adds warnings about its probes to `plan`.
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

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_CONTAINER_PLANNER_H_
