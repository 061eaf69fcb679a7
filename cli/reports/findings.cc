#include "cli/reports/findings.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/workspace/warnings.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/check/api_server.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/env/references.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/unresolved.h"

namespace svcenv::cli {
namespace {

constexpr size_t kMaxExplained = 100;  // references of a container, as in lint

// Returns where envFrom names an object.
Position PositionOfSource(const Container& container, const ObjectName& object) {
  for (const EnvFrom& source : container.env_from) {
    const auto& reference = object.kind == "Secret" ? source.secret : source.config_map;
    if (reference.has_value() && reference->name.text == object.name) {
      return reference->name.position;
    }
  }
  return {};
}

// Returns whether a service has no link variables because it has no cluster IP yet.
bool WaitsForIp(const Service& service) {
  return service.cluster_ip.empty() && service.type != "ExternalName";
}

}  // namespace

void Findings::AddUnknown(const Result& result, std::string_view what, std::string_view why,
                          Position position) {
  unknown_ = true;
  Diagnostic line;
  line.severity = doubt_;
  line.code = "value-unknown";
  line.message = absl::StrCat(what, " unknown: ", why);
  line.position = position;
  line.object = result.object;
  line.container = result.container;
  line.confidential = true;  // the message suffices without the source line
  Add(std::move(line));
}

void Findings::AddUnknowns(const Result& result, const Container& container) {
  const ResolvedContainer& resolved = *result.resolved;
  for (const UnknownSource& source : resolved.environment.unknown_sources()) {
    if (source.object.kind == "Service") {
      const Service* service =
          workspace_.cluster().FindService(source.object.namespace_, source.object.name);
      if (service == nullptr) continue;
      if (!workspace_.cluster().HasVariants(*service)) {
        AddService(*service);
      } else if (seen_.insert(service).second) {
        AddUnknown(result, absl::StrCat("the variables of ", source.object.ToString(), " are"),
                   absl::StrCat("it ", source.why), service->meta.name.position);
      }
      continue;
    }
    AddUnknown(result, absl::StrCat("the variables of ", source.object.ToString(), " are"),
               absl::StrCat("it ", source.why), PositionOfSource(container, source.object));
    diagnostics_.back().related = {source.object};  // one cause, however many containers miss it
  }
  std::vector<const Variable*> unknown;
  for (const Variable* variable : resolved.environment.own()) {
    if (!variable->known()) unknown.push_back(variable);
  }
  std::sort(unknown.begin(), unknown.end(),
            [](const Variable* a, const Variable* b) { return a->origin.index < b->origin.index; });
  for (const Variable* variable : unknown) {
    AddUnknown(result, absl::StrCat(variable->name, " is"), variable->unknown,
               variable->origin.position);
  }
  const auto texts = [&](std::string_view field, const std::vector<ResolvedText>& list,
                         const std::vector<Located>& written) {
    for (size_t i = 0; i < list.size(); ++i) {
      if (list[i].unknown.empty()) continue;
      AddUnknown(result, absl::StrCat(field, "[", i, "] is"), list[i].unknown, written[i].position);
    }
  };
  texts("command", resolved.command, container.command);
  texts("args", resolved.args, container.args);
  for (const ResolvedSubPath& path : resolved.sub_paths) {
    if (path.value.unknown.empty()) continue;
    AddUnknown(result, absl::StrCat("subPathExpr of ", path.mount_path, " is"), path.value.unknown,
               {});
  }
}

Findings::Reasons Findings::ReasonsOf(const Selected& selected,
                                      const ResolvedContainer& resolved) const {
  absl::flat_hash_set<std::pair<std::string_view, std::string_view>> unresolved;
  for (const auto* list : {&resolved.environment.unresolved(), &resolved.unresolved}) {
    for (const UnresolvedReference& one : *list) unresolved.insert({one.field, one.name});
  }
  Reasons reasons;
  if (unresolved.empty() || !absences_.has_value()) return reasons;
  const Workload& workload = *selected.workload;
  const PodFacts facts = workspace_.FactsOf(workload);
  const PodContext context{workspace_.cluster(), workload, *selected.container, facts,
                           workspace_.options()};
  const std::vector<Reference> references =
      ReferencesOf(workload, *selected.container, workspace_.options().dollar_rule());
  AbsenceFinder finder({context, *absences_, resolved.environment});
  for (const Reference& one : references) {
    if (!unresolved.contains({one.field, one.name})) continue;
    if (reasons.size() == kMaxExplained) break;
    const auto [reason, is_new] =
        reasons.try_emplace({one.field, std::string(one.name)}, Absence());
    if (is_new) reason->second = finder.Why(one);
  }
  return reasons;
}

void Findings::AddUnresolved(const Selected& selected, const ResolvedContainer& resolved) {
  const Reasons reasons = ReasonsOf(selected, resolved);
  for (const auto* list : {&resolved.environment.unresolved(), &resolved.unresolved}) {
    for (const UnresolvedReference& one : *list) {
      Diagnostic found = Describe(one);
      if (const auto reason = reasons.find({one.field, one.name}); reason != reasons.end()) {
        const Absence& absence = reason->second;
        found.message = absl::StrCat("$(", one.name, ") is not expanded: ", absence.message);
        found.remedy = absence.remedy;
        if (absence.service.has_value()) found.related = {*absence.service};
      }
      PointAt(FindInValue(workspace_.cluster().sources(), one.position,
                          absl::StrCat("$(", one.name, ")")),
              &found);
      found.severity = doubt_;
      found.object = NameOf(selected.workload->kind, selected.workload->meta);
      found.container = std::string(selected.container->name.text);
      Add(std::move(found));
    }
  }
}

void Findings::AddService(const Service& service) {
  if (service.has_cluster_ip() || !seen_.insert(&service).second) return;
  Diagnostic note;
  note.severity = Severity::kInfo;
  note.object = NameOf("Service", service.meta);
  note.position = service.meta.name.position;
  note.confidential = true;  // the message suffices without the source line
  if (service.is_unknown()) {
    unknown_ = true;
    note.severity = doubt_;
    note.code = "value-unknown";
    note.message = absl::StrCat("its variables are unknown: ", WhyTemplated(service));
  } else if (WaitsForIp(service)) {
    note.code = "cluster-ip-unassigned";
    note.message = "the Service has no cluster IP yet, so it has no link variables";
    note.remedy = RemedyAction{RemedyKind::kAssignClusterIp, note.object};
  } else {
    note.code = "no-service-variables";
    note.message = absl::StrCat(
        "the Service is ", service.type == "ExternalName" ? "of type ExternalName" : "headless",
        ", so it has no link variables");
  }
  Add(std::move(note));
}

// Adds the services that would set variables in the pod if they had a cluster IP.
void Findings::AddWaitingServices(const Workload& workload) {
  const auto add = [&](const Service* service) {
    if (service != nullptr && WaitsForIp(*service)) AddService(*service);
  };
  add(workspace_.cluster().FindMaster());
  if (!workload.pod.spec.has_service_links()) return;
  if (!namespaces_.insert(workload.meta.namespace_).second) return;
  for (const Service* service :
       workspace_.cluster().ServicesIn(workload.meta.namespace_, &workload.meta)) {
    add(service);
  }
}

// Reports each workload once, and only if there are services.
void Findings::AddUnknownLinks(const Workload& workload, const Result& result) {
  if (!workload.pod.spec.links_unknown || workspace_.cluster().services().empty()) return;
  if (!seen_.insert(&workload).second) return;
  AddUnknown(result, "the variables of services are", WhyLinksUnknown(workload),
             workload.pod.meta.position);
}

void Findings::AddCollisions(const ServiceVariables& variables) {
  for (const ServiceCollision& collision : variables.collisions()) Add(Describe(collision));
}

bool Findings::AddRefusals(const Selected& selected) {
  const Workload& workload = *selected.workload;
  if (workload.is_admitted || workload.is_partial || workload.placeholders != Placeholders::kNone) {
    return false;
  }
  const Diagnostics& refusals = RefusalsOf(workload, *selected.container);
  for (const Diagnostic& refusal : refusals) Add(refusal);
  return !refusals.empty();
}

// Caches the last workload: its containers follow one another.
const Diagnostics& Findings::RefusalsOf(const Workload& workload, const Container& container) {
  if (refused_ != &workload) {
    refused_ = &workload;
    refusals_.clear();
    Diagnostics all;
    FindRefusals(workload, *workspace_.options().version, &all);
    for (Diagnostic& refusal : all) {
      const size_t end = std::min(refusal.field.find(".env["), refusal.field.find(".envFrom["));
      if (end == std::string::npos) continue;
      refusals_[refusal.field.substr(0, end)].push_back(std::move(refusal));
    }
  }
  return refusals_[absl::StrCat(workload.path, workload.path.empty() ? "" : ".",
                                ContainerPath(workload.pod.spec, container))];
}

void Findings::AddError(const Result& result) {
  Diagnostic error = *result.error;
  if (error.object.kind != "Service") {
    error.object = result.object;
    error.container = result.container;
  }
  Add(std::move(error));
}

void Findings::AddContainer(const Selected& selected, const Result& result) {
  AddWaitingServices(*selected.workload);
  if (!result.ok()) return AddError(result);
  const ResolvedContainer& resolved = *result.resolved;
  const ServiceVariables& services = resolved.environment.services();
  if (seen_.insert(&services).second) AddCollisions(services);
  for (const auto* list : {&resolved.environment.diagnostics(), &resolved.diagnostics}) {
    for (const Diagnostic& diagnostic : *list) Add(diagnostic);
  }
  AddUnknowns(result, *selected.container);
  AddUnknownLinks(*selected.workload, result);
  AddUnresolved(selected, resolved);
}

void Findings::Say(Console* console) const {
  SayByCause(workspace_.cluster(), diagnostics_, console);
}

void Findings::PrintWithHelp(Console* console) const {
  Say(console);
  console->SayHidden();
  if (!unknown_ || workspace_.live()) return;
  const std::string help = absl::StrCat(
      "help: use -f to add files with the unknown objects; use --pod-ip, --host-ip, --node, and "
      "--node-name to supply runtime values",
      workspace_.options().complete ? "" : "; use --complete to treat the input as complete");
  const size_t width = console->error_options().width;
  console->Remark(absl::StrCat(
      absl::StrJoin(WrapWords(help, width == 0 ? std::string_view::npos : width), "\n"), "\n"));
}

int Findings::status() const { return HasErrors(diagnostics_) || unknown() ? kFindings : kDone; }

}  // namespace svcenv::cli
