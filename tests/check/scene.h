// A cluster from a manifest, and the environment of one of its containers.
#ifndef SVCENV_TESTS_CHECK_SCENE_H_
#define SVCENV_TESTS_CHECK_SCENE_H_

#include <optional>
#include <string>
#include <string_view>

#include "svcenv/base/diagnostic.h"
#include "svcenv/check/absence.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

class Scene {
 public:
  // Uses the first container of the first workload. The manifest must be valid.
  explicit Scene(std::string_view manifest, bool complete = true,
                 std::string_view version = "1.37");

  const ResolvedContainer& resolved() const { return *resolved_; }
  const Workload& workload() const { return cluster_.workloads().front(); }
  const Container& container() const { return *resolved_->container; }
  LookupScope scope() const { return {*context_, *index_, resolved_->environment}; }

 private:
  Cluster cluster_;
  PodFacts facts_;
  ResolveOptions options_;
  std::optional<Resolver> resolver_;
  std::optional<AbsenceIndex> index_;
  std::optional<ResolvedContainer> resolved_;
  std::optional<PodContext> context_;
};

}  // namespace svcenv

#endif  // SVCENV_TESTS_CHECK_SCENE_H_
