#include "svcenv/admission/container_planner.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/template.h"

namespace svcenv {
namespace {

// The maximum number of references times envFrom sources, because each pair is looked up.
constexpr size_t kMaxLookups = 10'000'000;

}  // namespace

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

std::string ContainerPlanner::ForContainer(std::string_view text) const {
  return absl::StrCat("container ", container_.name.text, ": ", text);
}

}  // namespace svcenv
