// The input of lint rules; for this package only.
#ifndef SVCENV_CHECK_LINT_CONTEXT_H_
#define SVCENV_CHECK_LINT_CONTEXT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/check/absence.h"
#include "svcenv/check/lint.h"
#include "svcenv/check/shell_text.h"
#include "svcenv/env/references.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/controller.h"

namespace svcenv {

struct LintContainer {
  LintSubject subject;
  std::optional<ResolvedContainer> result;  // set once it is computed
  Diagnostics failures;                     // values that cannot be computed; unknown in `result`
  std::vector<Reference> references;
  ShellTexts shell_texts;
  // The fields and names of references that `result` does not expand.
  absl::flat_hash_set<std::pair<std::string_view, std::string_view>> unresolved;
  // The number of leading references for which WhyAbsent looks for a reason.
  size_t explained = SIZE_MAX;

  const Workload& workload() const { return *subject.workload; }
  const Container& container() const { return *subject.container; }
  const ResolvedContainer& resolved() const { return *result; }
  bool links() const { return workload().pod.spec.has_service_links(); }

  // Returns whether another program replaces `text` before Kubernetes sees it: "$(params.x)".
  bool IsPlaceholder(std::string_view text) const {
    return !FindPlaceholder(text, workload().placeholders).empty();
  }

  // Returns whether a reference in env, command, or args is not expanded.
  bool IsUnexpanded(const Reference& reference) const {
    return unresolved.contains({reference.field, reference.name});
  }
};

class LintContext {
 public:
  static constexpr size_t kMaxExplained = 100;

  LintContext(const Cluster& cluster, const LintOptions& options, std::vector<LintSubject> subjects,
              absl::Span<const Service* const> services);
  // Frees the containers, which hold most of the memory, on the same number of threads.
  ~LintContext();

  const Cluster& cluster() const { return cluster_; }
  const LintOptions& options() const { return options_; }
  bool complete() const { return options_.resolve.complete; }

  // In the order of the constructor's arguments.
  const std::vector<LintContainer>& containers() const { return containers_; }
  const std::vector<const Service*>& services() const { return services_; }

  // The link variables, once per namespace that has a container or a service.
  const std::vector<std::shared_ptr<const ServiceVariables>>& link_variables() const {
    return link_variables_;
  }

  const LimitRanges& limit_ranges() const { return resolver_.limit_ranges(); }

  // Returns whether another program replaces $(NAME) in the container before Kubernetes sees it.
  bool IsReplaced(const LintContainer& one, std::string_view name) const {
    return cluster_.replaced_names().Has(one.workload().meta.position.file, name) ||
           one.IsPlaceholder(absl::StrCat("$(", name, ")"));
  }

  // Returns why a reference of a container has no value. Looks for the reason only for the first
  // kMaxExplained references that may lack one.
  Absence WhyAbsent(const LintContainer& one, const Reference& reference) const;

  // Returns whether a service that has placeholders or several variants may set variables with one
  // of these prefixes.
  bool MayBeSetByUnknown(const LintContainer& one,
                         absl::Span<const std::string_view> prefixes) const;

  PodContext ContextOf(const LintContainer& one) const {
    return {cluster_, one.workload(), one.container(), one.subject.facts, options_.resolve};
  }

  // Returns a finding with the severity of its code in Rules(). `field` is a path within the
  // container.
  Diagnostic Find(const LintContainer& one, std::string_view code, std::string message,
                  Remedy remedy, Position position, std::string_view field) const;
  // The same about the pod as a whole; `field` is a path within the pod.
  Diagnostic FindInPod(const LintContainer& one, std::string_view code, std::string message,
                       Remedy remedy, Position position, std::string_view field) const;
  static Diagnostic Find(const Service& service, std::string_view code, std::string message,
                         Remedy remedy, Position position);

  // Returns a finding at a reference.
  Diagnostic FindAt(const LintContainer& one, const Reference& reference, std::string_view code,
                    std::string message, Remedy remedy) const;
  // Points the finding at `part`, a view into the text, if the source contains it verbatim.
  void PointAtPart(const Located& text, std::string_view part, Diagnostic* finding) const;

  // Returns the severity of missing-object and service-not-given.
  Severity SeverityOfMissing() const { return complete() ? Severity::kError : Severity::kWarning; }

 private:
  void ReserveNearNames() const;

  const Cluster& cluster_;
  const LintOptions& options_;
  Resolver resolver_;
  AbsenceIndex index_;
  std::vector<LintContainer> containers_;
  std::vector<const Service*> services_;
  std::vector<std::shared_ptr<const ServiceVariables>> link_variables_;
};

// Returns the severity of a code in Rules().
Severity SeverityOf(std::string_view code);

}  // namespace svcenv

#endif  // SVCENV_CHECK_LINT_CONTEXT_H_
