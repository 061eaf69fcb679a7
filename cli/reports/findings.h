// Collects diagnostics about results: unknown values, references that are not expanded, fields that
// the API server rejects, and collisions.
#ifndef SVCENV_CLI_REPORTS_FINDINGS_H_
#define SVCENV_CLI_REPORTS_FINDINGS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "cli/terminal/console.h"
#include "cli/workspace/workspace.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/check/absence.h"
#include "svcenv/check/absence_index.h"
#include "svcenv/env/resolver.h"
#include "svcenv/render/format.h"

namespace svcenv::cli {

// Collects diagnostics in order. Reports each service and each collision once, however many
// containers it affects.
class Findings {
 public:
  // If `strict`, unknown values and references that are not expanded are errors, not warnings.
  Findings(const Workspace& workspace, bool strict)
      : workspace_(workspace),
        doubt_(strict ? Severity::kError : Severity::kWarning),
        unknown_(false) {}

  // Makes AddContainer say why a reference is not expanded, as lint does. Must be called before it.
  // `resolver` resolves in the same cluster, and must outlive this object.
  void ExplainReferences(const Resolver& resolver) {
    absences_.emplace(workspace_.cluster(), resolver.prefixes());
  }

  // Adds the services that would set variables in the pod if they had a cluster IP.
  void AddWaitingServices(const Workload& workload);

  // Adds all diagnostics of a container.
  void AddContainer(const Selected& selected, const Result& result);

  // Adds errors that the API server would report for env and envFrom of a container whose pod is
  // not admitted yet; the kubelet ignores them. Returns whether there are any.
  bool AddRefusals(const Selected& selected);

  // Adds the reason why a service has no link variables, if it has none.
  void AddService(const Service& service);

  // Adds the names that have more than one possible value.
  void AddCollisions(const ServiceVariables& variables);

  // Adds that part of a container is unknown. `what` includes the verb: "args[1] is".
  void AddUnknown(const Result& result, std::string_view what, std::string_view why,
                  Position position);

  // Adds all unknown parts of a container.
  void AddUnknowns(const Result& result, const Container& container);

  // Adds the error of a result that could not be computed.
  void AddError(const Result& result);

  // Returns whether something is unknown or could not be read.
  bool unknown() const { return unknown_ || workspace_.partial(); }

  // Write the diagnostics to stderr, by cause. PrintWithHelp also writes how many were hidden, and
  // which flags supply unknown values.
  void Say(Console* console) const;
  void PrintWithHelp(Console* console) const;

  // Returns kFindings if there is an error or something is unknown, else kDone.
  int status() const;

 private:
  // Why references are not expanded, by their field and name.
  using Reasons = std::map<std::pair<std::string, std::string>, Absence>;

  void Add(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }
  void AddUnresolved(const Selected& selected, const ResolvedContainer& resolved);
  Reasons ReasonsOf(const Selected& selected, const ResolvedContainer& resolved) const;
  const Diagnostics& RefusalsOf(const Workload& workload, const Container& container);
  void AddUnknownLinks(const Workload& workload, const Result& result);

  const Workspace& workspace_;
  const Severity doubt_;
  Diagnostics diagnostics_;
  bool unknown_;
  absl::flat_hash_set<const void*> seen_;             // services, sets of variables, and workloads
  absl::flat_hash_set<std::string_view> namespaces_;  // whose services were checked
  const Workload* refused_ = nullptr;                 // the workload of refusals_
  std::optional<AbsenceIndex> absences_;              // if ExplainReferences was called
  std::map<std::string, Diagnostics> refusals_;       // of env and envFrom, by container path
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_FINDINGS_H_
