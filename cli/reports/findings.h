// What is worth telling beside the results: what is not known, what stays unresolved, what the API
// server refuses, collisions.
#ifndef SVCENV_CLI_REPORTS_FINDINGS_H_
#define SVCENV_CLI_REPORTS_FINDINGS_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "cli/terminal/console.h"
#include "cli/workspace/workspace.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/render/format.h"

namespace svcenv::cli {

// Gathers and tells, in the order in which it came. A service, and a collision of services, is told
// of once, however many containers it bears on.
class Findings {
 public:
  // `strict` makes errors of values that are unknown, and of references that stay as they are.
  Findings(const Workspace& workspace, bool strict)
      : workspace_(workspace),
        doubt_(strict ? Severity::kError : Severity::kWarning),
        unknown_(false) {}

  // All that is to be told of a container.
  void AddContainer(const Selected& selected, const Result& result);

  // Adds what the API server refuses in env and envFrom of a container whose pod it has yet to
  // admit; a kubelet would compute it all the same. Returns whether there is any.
  bool AddRefusals(const Selected& selected);

  // A service that gives no variables: why.
  void AddService(const Service& service);

  // Names with more than one possible value.
  void AddCollisions(const ServiceVariables& variables);

  // That something of a container is unknown: "args[1] is", and why.
  void AddUnknown(const Result& result, std::string_view what, std::string_view why,
                  Position position);

  // All of a container that is unknown.
  void AddUnknowns(const Result& result, const Container& container);

  // Why a result could not be computed.
  void AddError(const Result& result);

  // Whether something is unknown, or could not be read.
  bool unknown() const { return unknown_ || workspace_.partial(); }

  // Says everything on stderr; Tell then also says which flags make known what is not.
  void Say(Console* console) const;
  void Tell(Console* console) const;

  // kFindings where something is unknown, failed, or is told as an error; else kDone.
  int status() const;

 private:
  void Add(Diagnostic diagnostic) { told_.push_back(std::move(diagnostic)); }
  void AddUnresolved(const Selected& selected, const UnresolvedReference& reference);
  void AddWaitingServices(const Workload& workload);
  const Diagnostics& RefusalsOf(const Workload& workload, const Container& container);
  void AddUnknownLinks(const Workload& workload, const Result& result);

  const Workspace& workspace_;
  const Severity doubt_;
  Diagnostics told_;
  bool unknown_;
  absl::flat_hash_set<const void*> seen_;             // services, their blocks, and workloads
  absl::flat_hash_set<std::string_view> namespaces_;  // whose services were looked at
  const Workload* refused_ = nullptr;                 // of which refusals_ are
  std::map<std::string, Diagnostics> refusals_;       // of env and envFrom, by the container's path
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_FINDINGS_H_
