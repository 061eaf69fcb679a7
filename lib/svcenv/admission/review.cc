#include "svcenv/admission/review.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "svcenv/admission/answer.h"
#include "svcenv/admission/link_plan.h"
#include "svcenv/admission/request.h"
#include "svcenv/admission/user_phrase.h"
#include "svcenv/check/lint.h"
#include "svcenv/check/lint_ignore.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

// Set by kubelets on the pods that represent their static pods.
constexpr char kMirrorAnnotation[] = "kubernetes.io/config.mirror";

constexpr std::string_view kNotKnown = "is unknown to the webhook";

std::optional<DesiredLinks> DesiredLinksOf(LinksPolicy policy) {
  switch (policy) {
    case LinksPolicy::kAll:
      return DesiredLinks{LinksMode::kAll, {}};
    case LinksPolicy::kNone:
      return DesiredLinks{LinksMode::kNone, {}};
    case LinksPolicy::kMinimal:
      return DesiredLinks{LinksMode::kMinimal, {}};
    case LinksPolicy::kUnchanged:
    case LinksPolicy::kAnnotated:
      return std::nullopt;
  }
  return std::nullopt;
}

// Parses the annotation. Returns no value and adds a warning if it is invalid.
std::optional<DesiredLinks> ReadDesiredLinks(std::string_view text,
                                             std::vector<std::string>* warnings) {
  text = absl::StripAsciiWhitespace(text);
  if (text == "all") return DesiredLinks{LinksMode::kAll, {}};
  if (text == "none") return DesiredLinks{LinksMode::kNone, {}};
  if (text == "minimal") return DesiredLinks{LinksMode::kMinimal, {}};
  std::set<std::string_view> names;
  for (std::string_view name : absl::StrSplit(text, ',')) {
    name = absl::StripAsciiWhitespace(name);
    if (!Dns1123LabelProblem(name).empty()) {
      warnings->push_back(absl::StrCat(kLinksAnnotation,
                                       ": use all, none, minimal, or service names; '", name,
                                       "' is not valid, so links are unchanged"));
      return std::nullopt;
    }
    names.insert(name);
  }
  return DesiredLinks{LinksMode::kMinimal, {names.begin(), names.end()}};
}

// Returns whether the pod represents a static pod of a kubelet, which runs whatever the API says.
bool IsMirrorPod(const Workload& workload) {
  return !workload.is_template() &&
         FindEntry(workload.pod.meta.annotations, kMirrorAnnotation) != nullptr;
}

class Reviewer {
 public:
  Reviewer(const AdmissionRequest& request, const Snapshot& snapshot, const Policy& policy,
           const ReviewOptions& options)
      : request_(request), snapshot_(snapshot), policy_(policy), options_(options) {
    answer_.uid = request.uid;
  }

  ReviewAnswer Run() &&;

 private:
  bool IsWritten() const {
    return request_.sub_resource.empty() &&
           (request_.operation == "CREATE" || request_.operation == "UPDATE");
  }
  void ReviewWorkload(const Workload& workload);
  void ReviewPod(const Workload& pod);
  void ReviewEphemeral(const Workload& pod);
  void ReviewService(const Service& service);
  LinkPlan Plan(const Workload& workload);
  // Runs lint on the workload with the plan applied.
  void LintAfter(const Workload& workload, const LinkPlan& plan, bool may_deny);
  Diagnostics LintOf(const Workload& workload, const std::vector<const Container*>& containers);
  // Adds denials, if `may_deny`, and warnings.
  void AddDecisions(Diagnostics findings, bool may_deny);
  ReviewOutcome Outcome() const;
  // Returns whether an unknown service could set a variable to which the workload refers.
  bool MissesServices(const Workload& workload) const;
  // Reduces the decision to what the mode and the services allow.
  void ApplyMode();

  const AdmissionRequest& request_;
  const Snapshot& snapshot_;
  const Policy& policy_;
  const ReviewOptions& options_;
  AdmissionAnswer answer_;
  std::vector<std::string> denials_;
  std::vector<std::string> warnings_;
  bool needs_services_ = false;  // links stay on because services may have changed
};

ReviewAnswer Reviewer::Run() && {
  ReviewAnswer result;
  result.uid = request_.uid;
  result.operation = request_.operation;
  if (request_.workload != nullptr) {
    result.object = NameOf(request_.workload->kind, request_.workload->meta);
    ReviewWorkload(*request_.workload);
  } else if (request_.service != nullptr) {
    result.object = NameOf("Service", request_.service->meta);
    if (IsWritten()) ReviewService(*request_.service);
  }
  result.outcome = Outcome();
  if (request_.workload != nullptr && !(warnings_.empty() && denials_.empty())) {
    result.misses_services = MissesServices(*request_.workload);
  }
  if (!denials_.empty()) {
    result.denial = absl::StrCat("svcenv: ", absl::StrJoin(denials_, "\nsvcenv: "));
  }
  ApplyMode();
  if (!answer_.allowed) answer_.message = result.denial;
  answer_.warnings = ShapeWarnings(warnings_);
  result.json = ToText(answer_);
  return result;
}

bool Reviewer::MissesServices(const Workload& workload) const {
  const std::string_view namespace_ = workload.meta.namespace_;
  const auto known = snapshot_.services()->ValidVariablesOf(namespace_, true);
  const DollarRule rule = DollarRuleOf(snapshot_.version());
  for (const Container* container : AllContainers(workload.pod.spec)) {
    std::set<std::string_view> own;
    for (const EnvVar& variable : container->env) own.insert(variable.name.text);
    for (const Reference& reference : ReferencesOf(workload, *container, rule)) {
      if (known->Find(reference.name) == nullptr && own.count(reference.name) == 0 &&
          !ServicePrefixesOf(reference.name).empty()) {
        return true;
      }
    }
  }
  const Entry* entry = FindEntry(workload.pod.meta.annotations, kLinksAnnotation);
  if (entry == nullptr) return false;
  std::vector<std::string> ignored;
  const std::optional<DesiredLinks> desired = ReadDesiredLinks(entry->value, &ignored);
  if (!desired.has_value()) return false;
  return std::any_of(desired->services.begin(), desired->services.end(),
                     [&](const std::string& name) {
                       return snapshot_.cluster().FindService(namespace_, name) == nullptr;
                     });
}

ReviewOutcome Reviewer::Outcome() const {
  if (needs_services_ || (!denials_.empty() && !options_.services_are_current)) {
    return ReviewOutcome::kFailedOpen;
  }
  if (!denials_.empty()) return ReviewOutcome::kDenied;
  if (!answer_.patch.empty()) return ReviewOutcome::kPatched;
  return warnings_.empty() ? ReviewOutcome::kAllowed : ReviewOutcome::kWarned;
}

void Reviewer::ApplyMode() {
  const bool enforces = policy_.mode == PolicyMode::kEnforce;
  if (policy_.mode == PolicyMode::kAudit) {
    warnings_.clear();
  } else if (!enforces && denials_.empty() && !answer_.patch.empty()) {
    warnings_.insert(warnings_.begin(), "the policy would change the service links of this pod");
  }
  if (!enforces || !denials_.empty()) answer_.patch.clear();
  if (denials_.empty()) return;
  if (enforces && options_.services_are_current) {
    answer_.allowed = false;
    answer_.code = 403;
  } else if (policy_.mode != PolicyMode::kAudit) {
    for (const std::string& denial : denials_) {
      warnings_.push_back(absl::StrCat(
          enforces ? "not denied, as services may have changed: " : "the policy would deny: ",
          denial));
    }
  }
}

void Reviewer::ReviewWorkload(const Workload& workload) {
  if (policy_.exempt.Exempts(workload.meta.namespace_, workload.pod)) return;
  if (IsMirrorPod(workload)) return;
  if (!workload.is_template()) {
    if (request_.sub_resource == "ephemeralcontainers" && request_.operation == "UPDATE") {
      ReviewEphemeral(workload);
    } else if (request_.sub_resource.empty() && request_.operation == "CREATE") {
      ReviewPod(workload);
    }
    return;
  }
  if (!IsWritten()) return;
  // Warn here, because the controller that creates the pods does not show their warnings to anyone.
  const LinkPlan plan = Plan(workload);
  LintAfter(workload, plan, false);
}

void Reviewer::ReviewPod(const Workload& pod) {
  const LinkPlan plan = Plan(pod);
  LintAfter(pod, plan, true);
  if (!plan.empty()) answer_.patch = PatchOf(plan);
}

// Does not plan links, because those of an existing pod cannot change.
void Reviewer::ReviewEphemeral(const Workload& pod) {
  std::vector<const Container*> added;
  for (const Container& container : pod.pod.spec.ephemeral_containers) {
    if (request_.old_ephemeral.count(container.name.text) == 0) added.push_back(&container);
  }
  if (policy_.wants_lint() && !added.empty()) AddDecisions(LintOf(pod, added), false);
}

// The cluster of the request has this service and those of the snapshot.
void Reviewer::ReviewService(const Service& service) {
  const std::string_view namespace_ = service.meta.namespace_;
  if (!policy_.wants_lint() || policy_.exempt.ExemptsNamespace(namespace_)) return;
  LintOptions options;
  options.resolve.version = &snapshot_.version();
  Diagnostics findings = Lint(request_.cluster, options, {}, {&service});
  const ObjectName name = NameOf("Service", service.meta);
  const auto of_others = [&](const Diagnostic& finding) {
    return finding.object != name &&
           std::find(finding.related.begin(), finding.related.end(), name) == finding.related.end();
  };
  findings.erase(std::remove_if(findings.begin(), findings.end(), of_others), findings.end());
  AddDecisions(std::move(findings), false);
}

LinkPlan Reviewer::Plan(const Workload& workload) {
  const Entries& annotations = workload.pod.meta.annotations;
  if (!options_.may_patch) return {};
  if (policy_.links == LinksPolicy::kUnchanged) return {};
  // The API server rejects a pod without containers, and it may have no spec to patch.
  if (AllContainers(workload.pod.spec).empty()) return {};
  std::optional<DesiredLinks> desired = DesiredLinksOf(policy_.links);
  if (const Entry* entry = FindEntry(annotations, kLinksAnnotation)) {
    desired = ReadDesiredLinks(entry->value, &warnings_);
  }
  if (!desired.has_value()) return {};
  if (desired->mode == LinksMode::kMinimal && !options_.services_are_current) {
    needs_services_ = workload.pod.spec.has_service_links();
    if (needs_services_) {
      warnings_.push_back("service links stay on: the list of services may be out of date");
    }
    return {};
  }
  desired->turned_off = FindEntry(annotations, kLinksOffAnnotation) != nullptr;
  LinkPlan plan = PlanLinks(snapshot_, workload, *desired);
  warnings_.insert(warnings_.end(), plan.warnings.begin(), plan.warnings.end());
  return plan;
}

void Reviewer::LintAfter(const Workload& workload, const LinkPlan& plan, bool may_deny) {
  if (!policy_.wants_lint()) return;
  Workload after = workload;
  Arena arena;
  after.pod.spec = WithPlan(workload.pod.spec, plan, &arena);
  AddDecisions(LintOf(after, AllContainers(after.pod.spec)), may_deny);
}

Diagnostics Reviewer::LintOf(const Workload& workload,
                             const std::vector<const Container*>& containers) {
  LintOptions options;
  options.resolve.version = &snapshot_.version();
  options.resolve.facts_complete = false;
  options.stack_limit_bytes = policy_.stack_limit_bytes;
  options.environment_limit_bytes = policy_.environment_limit_bytes;
  options.catalog = snapshot_.services();
  std::vector<LintSubject> subjects;
  for (const Container* container : containers) subjects.push_back({&workload, container, {}});
  return Lint(request_.cluster, options, std::move(subjects), {});
}

std::string TextOf(const Diagnostic& finding) {
  return absl::StrCat(finding.code, ": ",
                      finding.container.empty() ? finding.object.ToString()
                                                : absl::StrCat("container ", finding.container),
                      ": ", finding.message);
}

void Reviewer::AddDecisions(Diagnostics findings, bool may_deny) {
  for (const Diagnostic& finding : findings) {
    if (!may_deny || !policy_.Denies(finding.code)) continue;
    const std::string help = finding.remedy.ToString(PhraseForUser);
    denials_.push_back(absl::StrCat(TextOf(finding), help.empty() ? "" : "; help: ", help));
  }
  ApplyLintIgnore(request_.cluster, &findings);
  for (const Diagnostic& finding : findings) {
    const bool denied = policy_.Denies(finding.code);
    if (denied ? !may_deny : policy_.Warns(finding.code)) warnings_.push_back(TextOf(finding));
  }
}

// Marks nodes, and the ConfigMaps and Secrets that are not in the snapshot, as unknown.
void MarkUnknown(const Workload& workload, const Snapshot& snapshot, Cluster* cluster) {
  const std::string_view namespace_ = workload.meta.namespace_;
  // `reference` is a pointer or an optional.
  const auto mark = [&](const auto& reference, bool secret) {
    if (!reference) return;
    const std::string_view name = reference->name.text;
    const bool known = secret ? snapshot.cluster().FindSecret(namespace_, name) != nullptr
                              : snapshot.cluster().FindConfigMap(namespace_, name) != nullptr;
    if (known) return;
    cluster->AddUnreadable(secret ? "Secret" : "ConfigMap", namespace_, name, kNotKnown);
  };
  for (const Container* container : AllContainers(workload.pod.spec)) {
    for (const EnvFrom& source : container->env_from) {
      mark(source.config_map, false);
      mark(source.secret, true);
    }
    for (const EnvVar& variable : container->env) {
      if (variable.value_from == nullptr) continue;
      mark(variable.value_from->config_map_key, false);
      mark(variable.value_from->secret_key, true);
    }
  }
  cluster->AddUnreadable("Node", "", "", kNotKnown);
}

}  // namespace

ReviewAnswer Review(std::string_view text, const Snapshot& snapshot, const Policy& policy,
                    const ReviewOptions& options) {
  AdmissionRequest request(&snapshot.cluster());
  if (absl::Status status = ReadAdmissionRequest(text, &request); !status.ok()) {
    AdmissionAnswer answer;
    answer.uid = request.uid;
    answer.allowed = false;
    answer.code = 400;
    answer.message = absl::StrCat("svcenv: ", FromStatus(status).message);
    ReviewAnswer result;
    result.status = std::move(status);
    result.json = ToText(answer);
    result.uid = request.uid;
    result.operation = request.operation;
    return result;
  }
  if (request.workload != nullptr && policy.wants_lint()) {
    MarkUnknown(*request.workload, snapshot, &request.cluster);
  }
  return Reviewer(request, snapshot, policy, options).Run();
}

}  // namespace svcenv
